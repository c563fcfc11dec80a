// A textlint plugin that reads the comments of TypeScript as Markdown. Code becomes empty lines, so the reported lines are those
// of the file. The margin of a comment is left out, so columns are counted from its text.
import { moduleInterop } from '@textlint/module-interop';
import markdownPlugin from '@textlint/textlint-plugin-markdown';

const { Processor: MarkdownProcessor } = moduleInterop(markdownPlugin);

/** Matches a comment that begins a line, except the directives of linters, which contain names of rules. */
const COMMENT = /^[^\S\n]*(?!\/[/*] eslint-)(?:\/\*.*?\*\/|\/\/[^\n]*)/gms;

/** Matches what is not text in a line of a comment: its margin, the name of a JSDoc tag or parameter, and its end. */
const MARGIN = /^\s*(?:\/\*+|\*(?!\/)|\/\/\/?)? ?(?:@param \S+|@\w+(?: \{[^}]*\})?)?|\s*\*\/\s*$/g;

export default {
  Processor: class {
    availableExtensions() {
      return ['.ts'];
    }

    processor(extension) {
      const markdown = new MarkdownProcessor().processor(extension);
      return {
        preProcess(source, path) {
          const text = commentsOf(source);
          return { text, ast: markdown.preProcess(text, path) };
        },
        postProcess: markdown.postProcess,
      };
    }
  },
};

function commentsOf(source) {
  const lines = source.split('\n').map(() => '');
  for (const { 0: comment, index } of source.matchAll(COMMENT)) {
    const start = source.slice(0, index).split('\n').length - 1;
    comment.split('\n').forEach((line, i) => (lines[start + i] = line.replace(MARGIN, '')));
  }
  return lines.join('\n');
}
