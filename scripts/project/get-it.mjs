// The section of the READMEs and of “Getting started” that says how to get the package.

/** The texts of the README and of “Getting started”, in each language. `version` is that of the package, and `releases` the address of its releases. */
const TEXTS = {
  en: {
    released: ({
      version,
      releases,
    }) => `Download the files of version ${version} from [the releases](${releases}). To make them yourself, run \`npm install && npm run release\` in a copy of this repository; they are then in \`release/\`.

With a bundler, install the package:

    npm install ./market-ticker-${version}.tgz

\`\`\`js
import 'market-ticker';
\`\`\`

Without one, unzip \`market-ticker-cdn-${version}.zip\` in the root folder of your site. It becomes the folder \`market-ticker\`:

\`\`\`html
<script type="module" src="/market-ticker/market-ticker.js"></script>
\`\`\``,

    published: ({ version }) => `With a bundler, install the package:

    npm install market-ticker

\`\`\`js
import 'market-ticker';
\`\`\`

Without one, load the script from a CDN. Use the hash of this version from [\`integrity.json\`](https://cdn.jsdelivr.net/npm/market-ticker@${version}/dist/cdn/integrity.json):

\`\`\`html
<script type="module" src="https://cdn.jsdelivr.net/npm/market-ticker@${version}/dist/cdn/market-ticker.js"
  integrity="sha384-…" crossorigin="anonymous"></script>
\`\`\`

The same files are in the folder \`dist/cdn\` of the package, for your own server.`,
  },

  'getting started': {
    released: ({
      version,
      releases,
    }) => `Download \`market-ticker-${version}.tgz\` from [the releases](${releases}). To make it yourself, run \`npm install && npm run release\` in a copy of the repository; it is then in \`release/\`.

Make a new folder, put the file into it, and run these commands there:

\`\`\`sh
npm init --yes
npm install ./market-ticker-${version}.tgz
\`\`\``,

    published: () => `Make a new folder, and run these commands there:

\`\`\`sh
npm init --yes
npm install market-ticker
\`\`\``,
  },

  ko: {
    released: ({
      version,
      releases,
    }) => `[릴리스](${releases})에서 ${version} 버전 파일을 내려받으십시오. 직접 만들려면 이 저장소에서 \`npm install && npm run release\`를 실행하면 \`release/\`에 생깁니다.

번들러를 쓰면 패키지를 설치합니다.

    npm install ./market-ticker-${version}.tgz

\`\`\`js
import 'market-ticker';
\`\`\`

번들러가 없으면 \`market-ticker-cdn-${version}.zip\`을 사이트의 최상위 폴더에 풉니다. \`market-ticker\` 폴더가 생깁니다.

\`\`\`html
<script type="module" src="/market-ticker/market-ticker.js"></script>
\`\`\``,

    published: ({ version }) => `번들러를 쓰면 패키지를 설치합니다.

    npm install market-ticker

\`\`\`js
import 'market-ticker';
\`\`\`

번들러가 없으면 CDN에서 스크립트를 불러옵니다. 해시는 같은 버전의 [\`integrity.json\`](https://cdn.jsdelivr.net/npm/market-ticker@${version}/dist/cdn/integrity.json)에 있습니다.

\`\`\`html
<script type="module" src="https://cdn.jsdelivr.net/npm/market-ticker@${version}/dist/cdn/market-ticker.js"
  integrity="sha384-…" crossorigin="anonymous"></script>
\`\`\`

자체 서버에 두려면 패키지의 \`dist/cdn\` 폴더를 쓰십시오.`,
  },

  시작하기: {
    released: ({
      version,
      releases,
    }) => `[릴리스](${releases})에서 \`market-ticker-${version}.tgz\`를 내려받습니다. 직접 만들려면 저장소를 복제한 폴더에서 \`npm install && npm run release\`를 실행하면 \`release/\`에 생깁니다.

새 폴더를 만들어 이 파일을 넣고, 그 폴더에서 다음 명령을 실행합니다.

\`\`\`sh
npm init --yes
npm install ./market-ticker-${version}.tgz
\`\`\``,

    published: () => `새 폴더를 만들고 그 폴더에서 다음 명령을 실행합니다.

\`\`\`sh
npm init --yes
npm install market-ticker
\`\`\``,
  },
};

/** Returns the section as Markdown. `page` is a key of `TEXTS`. */
export const getIt = (page, { isPublished, repository, version }) =>
  TEXTS[page][isPublished ? 'published' : 'released']({ version, releases: `${repository}/releases` });
