import { fixtureCleanup } from '@open-wc/testing';
import { afterEach } from 'vitest';

// @open-wc/testing registers this by itself only where `afterEach` is a global, which it is not in Vitest.
afterEach(() => {
  fixtureCleanup();
  // The visit ends with the test.
  sessionStorage.removeItem('market-ticker-choice');
});
