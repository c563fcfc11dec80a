import type { TestProject } from 'vitest/node';
import { startFeedServer } from './feed-server.js';

/** Starts the feed server before the tests of a project, and stops it after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startFeedServer();
  project.provide('feedServer', server.origin);
  return server.close;
}

declare module 'vitest' {
  interface ProvidedContext {
    feedServer: string;
  }
}
