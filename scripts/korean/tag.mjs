// The Korean texts of the tables in docs/ko/tag.md.
export const texts = {
  name: '이름',
  type: '타입',
  meaning: '뜻',
  method: '메서드',
  'what it does': '하는 일',
  slot: '슬롯',
  what: '내용',
  event: '이벤트',
  carries: '담긴 값',
  when: '발생하는 때',
  'default slot': '기본 슬롯',

  'The URL of the JSON feed, relative to the document. If you change it, the current request is aborted.':
    'JSON 피드의 URL. 상대 URL은 문서를 기준으로 합니다. 값을 바꾸면 진행 중인 요청이 중단됩니다.',
  'The URL of a Server-Sent Events endpoint. The strip does not poll while the endpoint pushes updates.':
    'Server-Sent Events 엔드포인트의 URL. 이곳에서 갱신을 보내는 동안에는 폴링하지 않습니다.',
  "The polling interval in seconds, at most 86,400. Values below 5 count as 5, except that `0` loads the feed once. For faster updates, use `stream`. Default: the feed's `ttl`, otherwise 60.":
    '폴링 간격(초). 최대 86,400입니다. 5보다 작으면 5로 봅니다. 다만 `0`이면 피드를 한 번만 불러옵니다. 더 자주 갱신하려면 `stream`을 쓰십시오. 기본값: 피드의 `ttl`, 없으면 60.',
  'The ids of the items to show, in this order, separated by spaces or commas. An id that is not in the feed is shown with a dash. At most 500 ids of at most 64 characters. Default: all items.':
    '표시할 종목의 id. 적은 순서대로 표시하며 공백이나 쉼표로 구분합니다. 피드에 없는 id는 줄표와 함께 표시합니다. 64자 이하의 id를 500개까지 적을 수 있습니다. 기본값: 모든 종목.',
  'The adapter that reads a feed in another format: its name, or a function. Default: `canonical`.':
    '형식이 다른 피드를 읽는 어댑터의 이름 또는 함수. 기본값: `canonical`.',
  'A mapping for the adapter `paths`, or additions to the mapping of another adapter, as an object or JSON. Default: the content of a `<script type="application/json" data-paths>` inside the tag.':
    '어댑터 `paths`의 필드 매핑 또는 다른 어댑터의 매핑에 더할 내용. 객체나 JSON으로 적습니다. 기본값: 태그 안에 있는 `<script type="application/json" data-paths>`의 내용.',
  '`scroll` moves all the time. `rotate` shows as many whole items as fit, and replaces them with the next ones every few seconds. `auto` scrolls where two whole items fit, and otherwise rotates; in both cases, the age of the data is below the items. `row` is a still row that the reader scrolls. `grid` is a table for a sidebar. Default: `auto`.':
    '`scroll`은 계속 흐릅니다. `rotate`는 자리에 들어가는 만큼의 종목을 온전히 보여 주고 몇 초마다 다음 종목으로 바꿉니다. `auto`는 두 종목이 온전히 들어가면 흐르고, 그렇지 않으면 차례로 바꿉니다. 두 경우 모두 기준 시각은 종목 아래에 표시합니다. `row`는 독자가 직접 스크롤하는, 움직이지 않는 한 줄입니다. `grid`는 사이드바용 표입니다. 기본값: `auto`.',
  'How many seconds a rotating strip shows the same items, from 2 to 60. Default: `4`.':
    '`rotate`로 움직이는 티커에서 같은 종목을 보여 주는 시간(초). 2부터 60까지입니다. 기본값: `4`.',
  'The number of lines of an item, except in a grid. With `2`, the change is below the name and the price. `auto` uses two lines if one item does not fit in one line, or, in the layout `auto`, if two do not. If an item still does not fit, its chart is hidden first, then its badge, which screen readers still read. Numbers are cut only as a last resort. Default: `auto`.':
    '종목 하나의 줄 수. `grid`에는 적용되지 않습니다. `2`이면 종목명과 가격 아래에 전일 대비를 표시합니다. `auto`는 한 줄에 한 종목이 들어가지 않으면 두 줄로 표시하며, 레이아웃이 `auto`일 때는 두 종목이 들어가지 않을 때 그렇게 합니다. 그래도 들어가지 않으면 차트를 먼저 숨기고, 그다음 배지를 숨깁니다. 숨긴 배지도 스크린 리더는 읽습니다. 수치는 다른 방법이 없을 때만 잘립니다. 기본값: `auto`.',
  'What is shown, as a list of words: `icon`, `name`, `trend`, `price`, `arrow`, `change`, `percent`, `badge`, and `time` for the age of the data. Fields that you leave out take no space. Screen readers still read them, except icons and charts. Default: all.':
    '표시할 항목의 목록. `icon`, `name`, `trend`, `price`, `arrow`, `change`, `percent`, `badge`와 기준 시각인 `time`을 쓸 수 있습니다. 뺀 항목은 자리를 차지하지 않습니다. 아이콘과 차트를 제외하면 뺀 항목도 스크린 리더가 읽습니다. 기본값: 모두.',
  'How a change is printed: `▲ +43.72 +1.55%` (`both`), `▲ 43.72 1.55%` (`arrow`) or `+43.72 +1.55%` (`sign`). Default: `both`.':
    '등락을 적는 방식. `▲ +43.72 +1.55%`(`both`), `▲ 43.72 1.55%`(`arrow`), `+43.72 +1.55%`(`sign`) 중에서 고릅니다. 기본값: `both`.',
  "The IANA time zone of the times, such as `Asia/Seoul`. Its name is shown beside them. Default: the reader's.":
    '시각을 표시할 IANA 시간대. 예: `Asia/Seoul`. 시각 옆에 시간대 이름을 함께 표시합니다. 기본값: 독자의 시간대.',
  'The speed of a scrolling strip in CSS px per second, from 1 to 2000. It does not depend on the number of items. Default: `60`.':
    '흐르는 속도(초당 CSS px). 1부터 2000까지이며 종목 수와 관계없이 일정합니다. 기본값: `60`.',
  'The colours of rising and falling items, in this order. `auto` selects the colours by language: red-blue for Korean and Japanese, red-green for Chinese (green-red in Hong Kong), and green-red for other languages. Default: `auto`.':
    '상승과 하락의 색을 차례로 적은 것. `auto`는 언어에 따라 고릅니다. 한국어와 일본어는 red-blue, 중국어는 red-green(홍콩은 green-red), 그 밖의 언어는 green-red입니다. 기본값: `auto`.',
  'Which strips with the same feed share one connection: those of the page (`page`), or of all tabs (`tabs`). Default: `page`.':
    '피드가 같은 티커끼리 연결을 함께 쓰는 범위. 한 페이지(`page`) 또는 모든 탭(`tabs`)입니다. 기본값: `page`.',
  'The credentials mode of the requests and of the stream, as in `fetch`. Default: `same-origin`.':
    '요청과 스트림에 쿠키 같은 자격 증명을 보내는 방식. `fetch`와 같습니다. 기본값: `same-origin`.',
  'The accessible name of the strip. Default: a localized name.':
    '스크린 리더가 읽는 티커의 이름. 기본값: 티커의 언어로 된 이름. 한국어는 ‘시장 지표’입니다.',
  "Whether motion *and* the display of new values are stopped. Setting it is the page's request, which counts until the reader chooses. The getter returns the result. The strip never writes the attribute. Default: `false`.":
    '움직임과 새 값 표시를 모두 멈출지 여부. 페이지가 지정한 값은 독자가 직접 고를 때까지만 적용됩니다. 프로퍼티를 읽으면 실제로 멈춰 있는지를 알 수 있습니다. 티커가 이 속성을 바꾸지는 않습니다. 기본값: `false`.',
  'The language of the texts, numbers and times, as a BCP 47 tag. Texts are available in English, Korean, Japanese and Chinese (simplified and traditional). For other languages, texts and times are in English, and numbers have the format of the language. Default: the `lang` of the nearest ancestor, otherwise `en`.':
    '텍스트, 숫자, 시각의 언어(BCP 47 태그). 텍스트는 영어, 한국어, 일본어, 중국어(간체·번체)로 제공합니다. 다른 언어에서는 텍스트와 시각을 영어로 표시하고 숫자만 그 언어의 형식을 따릅니다. 기본값: 가장 가까운 상위 요소의 `lang`, 없으면 `en`.',
  'A feed from a script or a server, in the same format as a response of `src`. Shown at once, without a request.':
    '스크립트나 서버가 넘겨주는 피드. `src`의 응답과 형식이 같습니다. 요청 없이 바로 표시합니다.',
  'The newest quotes, in display order. The strip displays new quotes at most ten times a second.':
    '표시 순서대로 된 최신 시세. 화면에는 1초에 최대 열 번 반영합니다.',
  'The state of the feed. `stale` refers to what is shown, which can be older than `quotes` during a pause.':
    '피드의 상태. `stale`은 화면에 표시된 값을 기준으로 합니다. 일시정지 중에는 화면의 값이 `quotes`보다 오래되었을 수 있습니다.',

  'Requests the feed now. The promise resolves when the request has succeeded or failed. It never rejects.':
    '피드를 지금 요청합니다. 성공하든 실패하든 요청이 끝나면 프로미스가 이행(resolve)됩니다. 거부(reject)되는 일은 없습니다.',
  "Starts motion from the current position, even if the reader's system requests reduced motion, and shows new values again. Has no effect while the reader has paused.":
    '현재 위치에서 움직이기 시작하고 새 값을 다시 표시합니다. 독자의 시스템에 ‘동작 줄이기’가 설정되어 있어도 움직입니다. 독자가 일시정지한 동안에는 효과가 없습니다.',
  'Stops motion and the display of new values, unless the reader has pressed Play on this visit.':
    '움직임과 새 값 표시를 멈춥니다. 방문 중 독자가 재생을 눌렀다면 효과가 없습니다.',
  'Moves the strip to the next item.': '다음 종목으로 이동합니다.',
  'Moves the strip back to the previous item.': '이전 종목으로 이동합니다.',

  'Content that is shown until the first data arrive, or always if JavaScript is unavailable.':
    '첫 데이터가 올 때까지 보이는 내용. 자바스크립트를 쓸 수 없으면 계속 보입니다.',
  'Content that stays fixed at the start of the strip, such as a title.': '제목처럼 티커의 시작 부분에 고정되는 내용.',
  'Content that stays fixed at the end of the strip, such as a link to the market page. Keep it short.':
    '시장 지표 페이지로 가는 링크처럼 티커의 끝에 고정되는 내용. 짧게 쓰십시오.',

  'Dispatched after new values have been rendered.': '새 값을 화면에 표시한 뒤.',
  'Dispatched when a refresh has failed. The old values stay. The event is not repeated for the same failure before a success or another failure.':
    '갱신에 실패한 때. 이전 값은 그대로 남습니다. 같은 오류가 이어지는 동안에는 다시 발생하지 않습니다. 한 번 성공하거나 다른 오류가 나면 다시 발생합니다.',
  'Dispatched when the feed is usable, but values in it were corrected, dropped or skipped. The event is not repeated while the responses contain the same issues.':
    '피드는 쓸 수 있지만 그 안의 값을 바로잡거나, 비우거나, 제외한 때. 응답에 같은 문제가 이어지는 동안에는 다시 발생하지 않습니다.',
  'Dispatched when a reader activates the link of an item that has a `url`. Cancel the event to prevent the browser from following the link.':
    '독자가 `url`이 있는 종목의 링크를 눌렀을 때. 이벤트를 취소하면 브라우저가 링크로 이동하지 않습니다.',
};

/** The targets of links in the tables. */
export const links = {
  'feed.md#updates-by-a-stream': 'feed.md#스트림으로-갱신',
  'layouts.md#which-items-in-which-order': 'layouts.md#종목과-순서',
  'adapters.md#a-mapping-for-any-json': 'adapters.md#어떤-json이든-읽는-필드-매핑',
  'layouts.md#one-line-or-two': 'layouts.md#한-줄과-두-줄',
  'layouts.md#what-an-item-shows': 'layouts.md#종목마다-표시하는-내용',
  '#when-the-feed-is-requested': '#피드를-요청하는-때',
  '#how-the-strip-moves': '#티커가-움직이는-방식',
  'theming.md#colours-for-up-and-down': '../theming.md#colours-for-up-and-down',
  '#share-one-connection': '#연결-함께-쓰기',
  'security.md#what-it-sends': '../security.md#what-it-sends',
  '#pause-and-play': '#일시정지와-재생',
  '#set-the-first-data': '#첫-데이터-넣기',
  '#when-new-values-are-shown': '#새-값이-표시되는-때',
  'feed.md#issues-and-rules': 'feed.md#확인할-점과-규칙',
};
