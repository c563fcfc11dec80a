import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';

type Language = 'en' | 'ko';
type Title = Readonly<Record<Language, string>>;

interface Group {
  readonly title: Title;
  /** The titles of the chapters by the names of their files. */
  readonly chapters: Readonly<Record<string, Title>>;
}

const groups: readonly Group[] = [
  {
    title: { en: 'Start', ko: '시작' },
    chapters: {
      'getting-started': { en: 'Getting started', ko: '시작하기' },
      feed: { en: 'Your feed', ko: '피드' },
      'feed-tool': { en: 'The feed tool', ko: '피드 도구' },
      adapters: { en: 'Adapters and mappings', ko: '어댑터와 필드 매핑' },
      tag: { en: 'The tag', ko: '태그' },
      layouts: { en: 'Layouts', ko: '레이아웃' },
    },
  },
  {
    title: { en: 'On your site', ko: '사이트에 적용하기' },
    chapters: {
      theming: { en: 'Theming', ko: '테마' },
      frameworks: { en: 'Frameworks', ko: '프레임워크' },
      'server-rendering': { en: 'Server rendering', ko: '서버 렌더링' },
      accessibility: { en: 'Accessibility', ko: '접근성' },
      browsers: { en: 'Browsers', ko: '브라우저' },
      scale: { en: 'At scale', ko: '대규모 트래픽' },
      security: { en: 'Security', ko: '보안' },
    },
  },
  {
    title: { en: 'Background', ko: '참고 자료' },
    chapters: {
      benchmark: { en: 'Benchmark', ko: '벤치마크' },
      compared: { en: 'Compared', ko: '다른 티커와 비교' },
      questions: { en: 'Questions', ko: '자주 묻는 질문' },
      migrating: { en: 'Migrating from 0.1', ko: '0.1에서 옮겨 오기' },
      reading: { en: 'How a feed is read', ko: '피드를 읽는 방식' },
      decisions: { en: 'Design decisions', ko: '설계 결정' },
    },
  },
];

const isWritten = (path: string): boolean => existsSync(fileURLToPath(new URL(`../${path}.md`, import.meta.url)));

/** Returns the link to a chapter. A chapter that is not translated is linked to in English, and says so. */
function linkTo(name: string, title: Title, language: Language): DefaultTheme.SidebarItem {
  if (language === 'en') return { text: title.en, link: `/${name}` };
  if (isWritten(`ko/${name}`)) return { text: title.ko, link: `/ko/${name}` };
  return { text: `${title.ko} <span class="in-english">영어</span>`, link: `/${name}` };
}

/** Returns the sidebar of a language. */
export const sidebar = (language: Language): DefaultTheme.SidebarItem[] =>
  groups.map(({ title, chapters }) => ({
    text: title[language],
    items: Object.entries(chapters).map(([name, title]) => linkTo(name, title, language)),
  }));
