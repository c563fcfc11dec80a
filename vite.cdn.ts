import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { build, type BuildOptions, type Plugin, type PluginOption } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Minifying drops every comment, and both licences ask for their notice to stay.
const licences = `/*! market-ticker ${version}, MIT; Lit, BSD-3-Clause: LICENSE-lit.txt */`;

/** The file for the script tag: everything inside, nothing to resolve. */
export const cdnBuild: BuildOptions = {
  outDir: 'dist/cdn', // emptied on each build; its parent holds what tsc wrote
  target: 'es2022',
  sourcemap: true,
  minify: false, // `small` does it
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'market-ticker.js' },
  rolldownOptions: { output: { postBanner: licences } },
};

// Names that nobody outside this file uses: Lit's own, and ours between one module and another.
const ours =
  'report told plus percent spoken reserve arrow onToggle motion playing copies offsets lead position key subscribe ' +
  'pace payload onFeed onFailure staleAt carry run moves hold checked unchanged noValue endOfDay states move age alert ' +
  'belowZero said judged places changesAt badge extra half perTile near look reveal step seen frame due waits take drag ' +
  'drop matters onOpen onMessage onBreak follow follows moved recovered onStep onKey onSelect press wrong ' +
  'forward reduced served hear may anyway painted ids shown runs line announced inSight onMove onEnd retryAfter fresh tabs how start ' +
  // Lit's own that nobody reaches through the tag.
  'elementStyles finalizeStyles fromAttribute toAttribute getPropertyOptions createProperty noAccessor ' +
  'useDefault enableUpdating isUpdatePending getPropertyDescriptor shadowRootOptions renderBefore';
/** What is made shorter. Of these none may be public, in the DOM, or told from tab to tab. */
export const inside = new RegExp(`^(_\\$.*|${ours.replaceAll(' ', '|')})$`);

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  ownTrustedTypesPolicy(),
  modernLit(),
  small('market-ticker.js', inside),
  litLicence(),
  besideIt(),
];

/** Vite keeps white space and annotations in ES libraries, for the sake of tree-shaking; nobody shakes this file. */
function small(name: string, inside?: RegExp): Plugin {
  return {
    name: 'small',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const file = bundle[name];
      const map = bundle[`${name}.map`];
      if (file?.type !== 'chunk' || map?.type !== 'asset') return this.error(`where is ${name}?`);
      const small = await minify(file.code, {
        module: true,
        ecma: 2020,
        compress: {
          passes: 4,
          // What stands in two places alike costs less, packed, than what was made to differ.
          inline: 1,
          unsafe_arrows: true,
          pure_getters: true,
          unsafe_methods: true,
          keep_fargs: false,
        },
        mangle: inside ? { properties: { regex: inside } } : true,
        format: { comments: /^!/ },
        sourceMap: { content: map.source as string, url: `${name}.map` },
      });
      file.code = small.code!;
      map.source = small.map as string;
    },
  };
}

/** Adapters, each in a file that needs no other; and the schema, which tsc does not copy. */
function besideIt(): Plugin {
  return {
    name: 'beside-it',
    async closeBundle() {
      copyFileSync('src/feed/feed.v1.schema.json', 'dist/feed.v1.schema.json');
      const names = readdirSync('src/adapters').map((file) => file.replace('.ts', ''));
      // An adapter registers itself; the other files are what they are made of.
      const registers = (name: string): boolean =>
        readFileSync(`src/adapters/${name}.ts`, 'utf8').includes(`registerAdapter('${name}'`);
      for (const name of names.filter(registers)) {
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          plugins: [small(`${name}.js`)],
          build: {
            ...cdnBuild,
            outDir: 'dist/cdn/adapters',
            emptyOutDir: false, // all go there; the outer build has emptied it
            rolldownOptions: { output: { postBanner: `/*! market-ticker ${version}, MIT */` } },
            lib: { entry: `src/adapters/${name}.ts`, formats: ['es'], fileName: () => `${name}.js` },
          },
        });
      }
      writeIntegrity('dist/cdn');
    },
  };
}

/** What a page writes as `integrity`, by file: a browser then runs that very file or none. */
function writeIntegrity(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const hash = (name: string): string =>
    `sha384-${createHash('sha384')
      .update(readFileSync(`${folder}/${name}`))
      .digest('base64')}`;
  const hashes = Object.fromEntries(files.sort().map((name) => [name.replaceAll('\\', '/'), hash(name)]));
  writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
}

/**
 * Gives the Lit inside a Trusted Types policy of its own name. Two policies called `lit-html` make the second throw,
 * and nothing renders, on a page that enforces Trusted Types and runs Lit already (AmoebeLabs/flex-horseshoe-card#146).
 */
function ownTrustedTypesPolicy(): Plugin {
  const theirs = 'createPolicy("lit-html"';
  let renamed = false;
  return {
    name: 'own-trusted-types-policy',
    transform: {
      filter: { id: /\/lit-html\/lit-html\.js$/ },
      handler(code) {
        if (code.split(theirs).length !== 2) this.error(`expected ${theirs} once in lit-html.js: has Lit changed?`);
        renamed = true;
        return { code: code.replace(theirs, 'createPolicy("market-ticker"'), map: null };
      },
    },
    generateBundle() {
      if (!renamed) this.error('lit-html.js is not in the bundle: where does Lit create its policy now?');
    },
  };
}

/**
 * Takes Lit's fallbacks for engines without adoptable style sheets, and its hooks for their polyfills and for others'
 * hydration, out of the file: the strip's own styles ask for engines of 2024 anyway.
 */
function modernLit(): Plugin {
  return {
    name: 'modern-lit',
    load: {
      filter: { id: /\/@lit\/reactive-element\/css-tag\.js$/ },
      handler: () => `
        export class CSSResult {}
        export const css = ([text]) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          return sheet;
        };
        export const unsafeCSS = (text) => css([text]);
        export const supportsAdoptingStyleSheets = true;
        export const getCompatibleStyle = (style) => style;
        export const adoptStyles = (root, styles) => {
          root.adoptedStyleSheets = styles;
        };`,
    },
    transform: {
      filter: { id: /\/(lit-html|lit-element|reactive-element)\.js$/ },
      handler(code) {
        const ours = withoutUnused(code)
          .replace(/\w\.\w+PolyfillSupport(?=[,;])/, 'void 0')
          // Versions are counted for Lit's development build, which warns of several.
          .replace(/\(\w\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/, 'void 0')
          // A page's support for hydration is for the page's Lit: this one has other names inside.
          .replace(/\w\.litElementHydrateSupport\?\.\(\{LitElement:\w\}\)/, 'void 0');
        return { code: ours, map: null };
      },
    },
  };
}

/** Our templates have no expressions in comments, nor in elements that hold nothing but text: Lit need not look there. */
function withoutUnused(code: string): string {
  if (!code.includes('.tagName')) return code;
  const unused = [
    /if\(\w\.test\(\w\.tagName\)\)\{[^]{1,300}?\}\}(?=\}else if)/,
    /else\{let (\w)=-1;for\(;-1!==\(\1=\w\.data\.indexOf[^]{1,100}?\}(?=\w\+\+)/,
  ];
  for (const part of unused) {
    if (!part.test(code)) throw new Error(`expected ${part} in lit-html.js: has Lit changed?`);
    code = code.replace(part, ';');
  }
  return code;
}

function litLicence(): Plugin {
  return {
    name: 'lit-licence',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'LICENSE-lit.txt',
        source: readFileSync('node_modules/lit/LICENSE', 'utf8'),
      });
    },
  };
}
