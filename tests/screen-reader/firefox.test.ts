import { describeReading } from './checks.js';

describeReading('firefox', process.env.FIREFOX_PATH);
