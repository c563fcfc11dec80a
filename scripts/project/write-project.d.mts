/** The exports of `project.mjs`. */
interface ProjectFacts {
  isPublished: boolean;
  repository: string;
}

export function filesOfProject(facts?: ProjectFacts): Record<string, string>;
