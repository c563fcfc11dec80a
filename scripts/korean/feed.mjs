// The Korean texts of the tables in docs/ko/feed.md.
export const texts = {
  field: '필드',
  type: '타입',
  meaning: '뜻',

  'ISO 8601 with offset, or a date': '오프셋이 있는 ISO 8601 시각 또는 날짜',
  'number 0–86400': '수 0–86400',
  'number 0–2880 · `eod` · null': '수 0–2880 · `eod` · null',
  'text, at most 200 characters': '텍스트, 200자 이하',
  'array, at most 500': '배열, 500개 이하',
  'text, at most 64 characters': '텍스트, 64자 이하',
  'text, at most 80 characters · texts by language': '텍스트, 80자 이하 · 언어별 텍스트',
  'number or null': '수 또는 null',
  'number above 0 or null': '0보다 큰 수 또는 null',
  'integer 0–8': '정수 0–8',
  '3–5 capitals': '대문자 3–5자',
  'text, at most 16 characters': '텍스트, 16자 이하',
  URL: 'URL',
  'array, at most 64': '배열, 64개 이하',

  'The version of this format. A feed with any other version is refused as a whole.':
    '이 형식의 버전. 버전이 다른 피드는 전체를 거부합니다.',
  'When the feed was generated.': '피드를 만든 시각.',
  'The polling interval in seconds, unless the tag has an `interval`. Values below 5 count as 5. Default: 60.':
    '폴링 간격(초). 태그에 `interval`이 있으면 그 값이 우선합니다. 5보다 작으면 5로 봅니다. 기본값: 60.',
  'The delay of the numbers in minutes, or `eod` for end-of-day data. Null means unknown.':
    '시세의 지연 시간(분). 종가 데이터는 `eod`입니다. null은 알 수 없다는 뜻입니다.',
  'The trading session. It is shown as stated and never derived from the time.':
    '장 상태. 적힌 그대로 표시하며 시각으로 추정하지 않습니다.',
  'The source of the numbers. The strip shows the name of the feed’s source next to the time. An item can have its own source, which the strip does not show.':
    '시세의 출처. 피드의 출처 이름은 티커의 시각 옆에 표시합니다. 종목마다 따로 적을 수도 있지만 티커에는 표시하지 않습니다.',
  'A text to show next to the quotes, such as a disclaimer.': '투자 유의 문구처럼 시세 옆에 표시할 텍스트.',
  'The quotes, in display order.': '표시 순서대로 적은 종목.',

  "The id of the item, unique in the feed. Updates and the tag's `symbols` refer to it; `symbols` cannot name an id that contains a space or comma.":
    '종목의 id. 피드 안에서 겹치지 않아야 합니다. 갱신과 태그의 `symbols`가 이 id를 씁니다. 공백이나 쉼표가 있는 id는 `symbols`에 적을 수 없습니다.',
  'The displayed name: a text, or an object of texts by BCP 47 language tag. Default: the id.':
    '화면에 표시할 이름. 텍스트 하나 또는 BCP 47 언어 태그별 텍스트를 담은 객체입니다. 기본값: id.',
  'The kind of instrument. It determines the default decimals and how the change is put into words. Default: `fx` if the item has `base` and `quote`, otherwise `other`.':
    '종목의 종류. 기본 소수 자릿수와 등락을 읽는 말이 이에 따라 정해집니다. 기본값: `base`와 `quote`가 있으면 `fx`, 없으면 `other`.',
  'The last price; for a `rate`, in percent. Null means that there is no value now. Only a rate can be 0, and only rates, commodities and futures can be negative. From 1e15 on, only whole numbers are exact.':
    '현재가. `rate`는 퍼센트입니다. null은 지금 값이 없다는 뜻입니다. 0은 금리만, 음수는 금리·원자재·선물만 쓸 수 있습니다. 1e15부터는 정수만 정확합니다.',
  'The signed change from the previous close, in the unit of the price.':
    '전일 대비. 부호가 있으며 단위는 가격과 같습니다.',
  'The signed change in percent: -1.03 means −1.03 %.': '등락률. 부호가 있는 퍼센트 값입니다. -1.03은 −1.03 %입니다.',
  'The previous close, from which the change is measured. A missing change and percent are calculated from it.':
    '전일 종가. 등락을 계산하는 기준입니다. 전일 대비와 등락률이 없으면 이 값으로 계산합니다.',
  'The direction of the change, for numbers that are written without a sign.':
    '등락 방향. 전일 대비와 등락률을 부호 없이 적을 때 씁니다.',
  'The daily price limit that the price has reached, in Korea 30 % above or below the previous close. It is shown as ↑ or ↓ and read out. Null or missing means none or unknown.':
    '도달한 가격제한폭. 국내에서는 전일 종가의 위아래 30 %입니다. 화면에는 ↑(상한가) 또는 ↓(하한가)로 표시하고 스크린 리더도 읽습니다. null이거나 없으면 해당하지 않거나 알 수 없다는 뜻입니다.',
  'The decimals of the price and the change. Default: 2 for an index and for pairs quoted in KRW or JPY, 4 for other pairs, 3 for a rate, 6 for crypto below 1, otherwise 2; more for prices below 0.1.':
    '가격과 전일 대비의 소수 자릿수. 기본값: 지수와 원·엔으로 표시하는 통화쌍은 2, 다른 통화쌍은 4, 금리는 3, 1보다 작은 가상자산은 6, 그 밖에는 2. 0.1보다 작은 가격은 더 많습니다.',
  'The base currency: USD in USD/KRW. Default: taken from an id such as USD/KRW.':
    '기준 통화. USD/KRW의 USD입니다. 기본값: USD/KRW 같은 id에서 가져옵니다.',
  'The quote currency, in which the price is given: KRW in USD/KRW. Default: taken from an id such as USD/KRW.':
    '가격을 나타내는 상대 통화. USD/KRW의 KRW입니다. 기본값: USD/KRW 같은 id에서 가져옵니다.',
  'The number of units of the base currency that the price is for. Korea quotes the yen per 100. Default: 1.':
    '가격이 기준 통화 몇 단위의 값인지. 국내에서 엔화는 100엔을 기준으로 고시합니다. 기본값: 1.',
  'The unit of the price, such as USD/bbl.': '가격의 단위. 예: USD/bbl.',
  'The as-of time of the price. A date without a time of day is shown as a date.':
    '가격의 기준 시각. 시각 없이 날짜만 적으면 날짜로 표시합니다.',
  "The trading session of the item's market. Default: that of the feed.":
    '종목이 거래되는 시장의 장 상태. 기본값: 피드의 장 상태.',
  'The delay of the item. Default: that of the feed.': '종목의 지연 시간. 기본값: 피드의 지연 시간.',
  'The page that the item links to: http or https, absolute or relative to your page. It opens in the same tab.':
    '종목이 링크하는 페이지. http나 https이며, 절대 주소 또는 페이지를 기준으로 한 상대 주소입니다. 같은 탭에서 열립니다.',
  'A square picture, such as a flag or logo, shown before the name. It has no alternative text. http or https, absolute or relative to your page.':
    '국기나 로고처럼 종목명 앞에 표시할 정사각형 그림. 대체 텍스트는 없습니다. http나 https이며, 절대 주소 또는 페이지를 기준으로 한 상대 주소입니다.',
  'Recent prices for a small chart, oldest first.': '작은 차트에 쓸 최근 가격. 오래된 것부터 적습니다.',
};
