import { describeReading } from './checks.js';

describeReading('chromium', process.env.CHROMIUM_PATH);
