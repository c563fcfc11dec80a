import { fixtureCleanup } from '@open-wc/testing';
import { afterEach } from 'vitest';

// @open-wc/testing registers this clean-up itself only if `afterEach` is a global; in Vitest it is not one.
afterEach(() => {
  fixtureCleanup();
  // Each test is a visit of its own.
  sessionStorage.removeItem('market-ticker-choice');
});
