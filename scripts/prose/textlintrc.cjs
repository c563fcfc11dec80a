/* global module, require */
// The style of the prose that people read: Markdown, and the comments of the source.
module.exports = {
  // Resolved here, because textlint itself finds only packages.
  plugins: { [require.resolve('./comments-plugin.mjs')]: true },
  rules: {
    // Our own words.
    prh: { rulePaths: [require.resolve('./words.yml')] },
    // The usual spelling of technical terms. A feed has "ids", because its field is `id`.
    terminology: {
      exclude: [
        'ID',
        "id['’]?s",
        'V[ -]?S[ -]?Code',
        '(?<=(?:\\w+[^.?!])? )internet\\b(?! explorer)', // Samsung Internet
        'built ?in(s)?',
        'file[- ]name(s)?',
        'readme(s)?',
        'web[- ]?site(s)?',
        'ZIP',
        'lint(?:er|ing)?[ -]?rule(s)?',
        '(?<=(?:\\w+[^.?!])? )base64\\b',
      ],
    },
  },
};
