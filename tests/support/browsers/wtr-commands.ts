// Replaces @web/test-runner-commands. @open-wc/testing imports that package for its snapshot assertion, and the package
// imports a module that only the server of Web Test Runner provides.
const missing = (): never => {
  throw new Error('Snapshots need Web Test Runner: compare with shadowDom.to.equal() instead.');
};

export const getSnapshotConfig = missing;
export const getSnapshot = missing;
export const saveSnapshot = missing;
