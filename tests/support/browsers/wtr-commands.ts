// Stands in for @web/test-runner-commands. @open-wc/testing imports it for its snapshot assertion, and it asks for a
// module that only the server of Web Test Runner has.
const missing = (): never => {
  throw new Error('Snapshots need Web Test Runner: compare with shadowDom.to.equal() instead.');
};

export const getSnapshotConfig = missing;
export const getSnapshot = missing;
export const saveSnapshot = missing;
