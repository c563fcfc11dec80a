// Gets the feed and all its updates, and writes nothing: what the others cost beyond this is theirs.
import { deliver } from './delivery.js';

deliver(() => () => {});
