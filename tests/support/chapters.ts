import { readFileSync } from 'node:fs';

/** The chapters about the tag in both languages, with their Markdown. */
export const chapters = ['adapters', 'layouts', 'tag', 'theming', 'ko/adapters', 'ko/layouts', 'ko/tag'].map(
  (name) => ({
    name,
    text: readFileSync(`docs/${name}.md`, 'utf8'),
  }),
);

export interface Sample {
  readonly title: string;
  readonly code: string;
}

/** Returns the code blocks of the chapters in a language. */
export const samplesOf = (language: string): readonly Sample[] =>
  chapters.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code], index) => ({
      title: `sample ${index + 1} in docs/${name}.md`,
      code: code!,
    })),
  );
