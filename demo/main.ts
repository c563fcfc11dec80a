import 'market-ticker';
import { addSourcePanels } from './page/source-panels.js';
import { watchSessionChoice } from './page/session-choice.js';

const refreshSources = addSourcePanels(document);
watchSessionChoice(document, refreshSources);
