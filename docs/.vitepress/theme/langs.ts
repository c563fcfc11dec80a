import { useData } from 'vitepress';
import { computed, type ComputedRef } from 'vue';

interface LanguageLink {
  readonly text: string;
  readonly link: string;
}

/**
 * Replaces the theme's composable of this name, which links to the same page in the other language whether it exists or not.
 * A page that is not translated is linked to the home page of the other language.
 */
export function useLangs(_options?: unknown): {
  localeLinks: ComputedRef<LanguageLink[]>;
  currentLang: ComputedRef<{ label: string; link: string }>;
} {
  const { site, localeIndex, page, hash } = useData();
  const homeOf = (key: string): string => (key === 'root' ? '/' : `/${key}/`);
  const currentLang = computed(() => ({
    label: site.value.locales[localeIndex.value]?.label ?? '',
    link: homeOf(localeIndex.value),
  }));
  const localeLinks = computed(() => {
    const path = page.value.relativePath
      .slice(currentLang.value.link.length - 1)
      .replace(/(^|\/)index\.md$|\.md$/, '$1');
    const isTranslated = page.value.frontmatter.isTranslated === true;
    return Object.entries(site.value.locales)
      .filter(([key]) => key !== localeIndex.value)
      .map(([key, { label }]) => ({
        text: label,
        link: homeOf(key) + (isTranslated ? (path && `${path}.html`) + hash.value : ''),
      }));
  });
  return { localeLinks, currentLang };
}
