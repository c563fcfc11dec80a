// Receives the feed and all its updates, and renders nothing: the baseline that is subtracted from the costs of the others.
import { deliver } from './delivery.js';

deliver(() => () => {});
