import type { DefaultTheme } from 'vitepress';

/** The texts of the site's own controls in Korean. */
export const koreanControls: Partial<DefaultTheme.Config> = {
  outline: { label: '이 페이지의 내용', level: [2, 3] },
  docFooter: { prev: '이전', next: '다음' },
  darkModeSwitchLabel: '화면 모드',
  lightModeSwitchTitle: '밝은 화면으로 전환',
  darkModeSwitchTitle: '어두운 화면으로 전환',
  sidebarMenuLabel: '목차',
  returnToTopLabel: '맨 위로',
  langMenuLabel: '언어 선택',
  skipToContentLabel: '본문으로 건너뛰기',
};

export const koreanNotFound: DefaultTheme.NotFoundOptions = {
  title: '페이지를 찾을 수 없습니다',
  quote: '주소가 바뀌었거나 삭제된 페이지입니다.',
  linkLabel: '첫 페이지로 이동',
  linkText: '첫 페이지로',
};

/** The texts of the search in Korean. */
export const koreanSearch: Partial<Omit<DefaultTheme.LocalSearchOptions, 'locales'>> = {
  translations: {
    button: { buttonText: '검색', buttonAriaLabel: '문서 검색' },
    modal: {
      displayDetails: '자세한 결과 표시',
      resetButtonTitle: '검색어 지우기',
      backButtonTitle: '검색 닫기',
      noResultsText: '검색 결과가 없습니다:',
      footer: {
        selectText: '선택',
        selectKeyAriaLabel: '엔터',
        navigateText: '이동',
        navigateUpKeyAriaLabel: '위쪽 화살표',
        navigateDownKeyAriaLabel: '아래쪽 화살표',
        closeText: '닫기',
        closeKeyAriaLabel: '이스케이프',
      },
    },
  },
};
