// Only React, to measure its share of the bytes.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

createRoot(globalThis.place).render(createElement('span'));
