// The Korean texts of the tables in docs/ko/feed-tool.md.
export const texts = {
  key: '키',
  type: '타입',
  meaning: '뜻',

  text: '텍스트',
  object: '객체',
  'text or null': '텍스트 또는 null',
  'text or object': '텍스트 또는 객체',
  'text · texts by language': '텍스트 · 언어별 텍스트',
  'text, at most 16 characters': '텍스트, 16자 이하',
  'text, at most 64 characters': '텍스트, 64자 이하',
  'text, at most 200 characters': '텍스트, 200자 이하',
  'text, at most 500 characters': '텍스트, 500자 이하',
  'list of sources': '출처의 목록',
  'list of ids': 'id의 목록',
  'list of ids or items': 'id 또는 종목의 목록',
  'list of texts': '텍스트의 목록',
  'number 1–60': '수 1–60',
  'number 1–86400': '수 1–86400',
  'number 0–2880 · `eod`': '수 0–2880 · `eod`',
  'integer from 1': '1 이상의 정수',
  'integer 0–8': '정수 0–8',
  'integer 0–14': '정수 0–14',
  'integer 0–65535': '정수 0–65535',
  'integer 0–100000': '정수 0–100000',

  'The address of this schema, for editors.': '편집기를 위한 이 스키마의 주소.',
  'The sources, in order of preference. If several sources have an item, the first one with a fresh value is used.':
    '우선순위대로 적은 출처. 여러 출처에 같은 종목이 있으면 새로운 값이 있는 첫 번째 출처를 씁니다.',
  'The ids of the items in the feed, in display order. Default: all items of all sources, in the order of the sources.':
    '피드에 넣을 종목의 id. 표시 순서대로 적습니다. 기본값: 모든 출처의 모든 종목, 출처 순서대로.',
  'The source that the strip names, for all items. Default: none, so the strip names no source, and each item in the feed has its own.':
    '티커에 표시할, 모든 종목에 공통인 출처. 기본값: 없음. 티커에는 출처가 표시되지 않고, 피드의 종목마다 자기 출처가 적힙니다.',
  'A text that the strip shows next to the quotes, such as a disclaimer. Default: the notices of the sources in use.':
    '투자 유의 문구처럼 티커가 시세 옆에 표시할 텍스트. 기본값: 쓰고 있는 출처들의 안내 문구.',
  'Hostnames that may have a private IP address, such as a server in your own network. Write only the name, without `http://` or a port: `localhost`. Default: none.':
    '사내 서버처럼 사설 IP 주소를 써도 되는 호스트 이름. `http://`나 포트 없이 이름만 적습니다. 예: `localhost`. 기본값: 없음.',
  'The state file, relative to this file. It keeps the last values, closes and trends across restarts. Null means no state file. Default: `feed.state.json`.':
    '이 파일을 기준으로 한 상태 파일의 경로. 다시 시작해도 마지막 값, 종가, 추이를 유지합니다. null이면 상태 파일을 쓰지 않습니다. 기본값: `feed.state.json`.',
  'The settings of `serve`.': '`serve`의 설정.',

  'The name of the source in logs, `/health` and `/metrics`: at most 40 ASCII letters, digits, `.`, `_` and `-`, beginning with a letter or digit. Each source needs a different name. For a name for readers, use `credit`.':
    '로그, `/health`, `/metrics`에 쓰는 출처의 이름. 영문자와 숫자, `.`, `_`, `-`만 40자까지 쓸 수 있고 영문자나 숫자로 시작합니다. 출처마다 달라야 합니다. 독자에게 보일 한글 이름은 `credit`에 적습니다.',
  'The http(s) URL. It may contain environment variables (`${NAME}`) and dates (`{date:-1d,yyyyMMdd,Asia/Seoul}`).':
    'http(s) URL. 환경 변수(`${NAME}`)와 날짜(`{date:-1d,yyyyMMdd,Asia/Seoul}`)를 넣을 수 있습니다.',
  'The adapter that reads the responses. Default: `canonical`.': '응답을 읽는 어댑터. 기본값: `canonical`.',
  'A mapping for the adapter, as docs/adapters.md of the package explains it. Default: none.':
    '어댑터에 쓸 [필드 매핑](adapters.md#어떤-json이든-읽는-필드-매핑). 기본값: 없음.',
  'The HTTP method. Default: `GET`.': 'HTTP 메서드. 기본값: `GET`.',
  'The request headers, which may contain `${NAME}` and `{date:…}`. Default: none.':
    '요청 헤더. `${NAME}`과 `{date:…}`를 넣을 수 있습니다. 기본값: 없음.',
  'The body of a POST request, which may contain `${NAME}` and `{date:…}`. An object is sent as JSON. Default: none.':
    'POST 요청의 본문. `${NAME}`과 `{date:…}`를 넣을 수 있습니다. 객체는 JSON으로 보냅니다. 기본값: 없음.',
  'The polling interval in seconds, with a random variation of 10 %. Default: 60.':
    '폴링 간격(초). 무작위로 10 %까지 달라집니다. 기본값: 60.',
  'The polling interval in seconds while all markets of the source are closed. Default: `every`, but at least 60.':
    '출처의 모든 시장이 닫혀 있는 동안의 폴링 간격(초). 기본값: `every`, 다만 60 이상.',
  'The time limit for a response in seconds. Default: 10.': '응답을 기다리는 시간(초). 기본값: 10.',
  'The maximum number of requests in any 24 hours. Near the limit, the remaining requests are spread over the rest of the day. Default: no limit.':
    '24시간 동안 보낼 수 있는 요청 수. 한도에 가까워지면 남은 요청을 남은 시간에 고르게 나눕니다. 기본값: 제한 없음.',
  'How many days a `{date:…}` may go back if the responses are empty, as on weekends and holidays. Default: 7.':
    '주말이나 공휴일처럼 응답이 비어 있을 때 `{date:…}`를 며칠 전까지 되돌릴지. 기본값: 7.',
  'The delay in minutes, or `eod` for end-of-day data, if the source does not state it. Default: unknown.':
    '출처가 지연 시간을 밝히지 않을 때 적는 지연 시간(분). 종가 데이터는 `eod`입니다. 기본값: 알 수 없음.',
  'The source that the feed and `/markets.txt` name for each item if the responses name none, in any language. Default: `name`.':
    '응답에 출처 이름이 없을 때 피드와 `/markets.txt`가 종목마다 밝힐 출처. 한글로 적어도 됩니다. 기본값: `name`.',
  'What the source allows, in your own words. `init`, `check` and `/health` show it.':
    '출처의 이용 조건을 직접 적은 메모. `init`, `check`, `/health`에 표시됩니다.',
  'The items to use: their ids at the source, or objects that also override fields. Default: all.':
    '가져올 종목. 출처에서 쓰는 id 또는 필드까지 바꾸는 객체로 적습니다. 기본값: 모두.',

  'The id at the source.': '출처에서 쓰는 id.',
  'The id in the feed. Default: the id at the source.': '피드에서 쓸 id. 기본값: 출처의 id.',
  'The name, or an object of names by language. Default: the name from the source.':
    '종목명 또는 언어별 종목명을 담은 객체. 기본값: 출처의 종목명.',
  'The kind. Default: the kind from the source.': '종목의 종류. 기본값: 출처의 종류.',
  'The number of decimals. Default: the number from the source.': '소수 자릿수. 기본값: 출처의 자릿수.',
  'The unit of the price. Default: the unit from the source.': '가격의 단위. 기본값: 출처의 단위.',
  'The page that the item links to, as an http(s) or relative URL. Default: the URL from the source.':
    '종목이 링크하는 페이지의 http(s) URL 또는 상대 URL. 기본값: 출처의 URL.',
  'The icon, as an http(s) or relative URL. Default: the icon from the source.':
    '아이콘의 http(s) URL 또는 상대 URL. 기본값: 출처의 아이콘.',
  'The time and zone of the reference close, such as `15:30 Asia/Seoul`. Set it for an item whose source has no previous close: the tool then records the closes itself. Default: none. End-of-day data do not need it.':
    '기준이 되는 종가의 시각과 시간대. 예: `15:30 Asia/Seoul`. 출처에 전일 종가가 없는 종목에 적으면 도구가 종가를 직접 기록합니다. 기본값: 없음. 종가 데이터에는 필요 없습니다.',

  'The address to listen on. Default: `127.0.0.1`, which only this machine can reach.':
    '요청을 받을 주소. 기본값: 이 컴퓨터에서만 접속할 수 있는 `127.0.0.1`.',
  'The port. With 0, the system chooses a free port. Default: 8080.':
    '포트. 0이면 시스템이 빈 포트를 고릅니다. 기본값: 8080.',
  'The origins whose pages may read the feed, or `*` for all. Default: only pages of the same origin.':
    '피드를 읽을 수 있는 페이지의 오리진(origin). `*`는 모두 허용합니다. 기본값: 같은 오리진의 페이지만.',
  'The maximum number of open streams. Further readers get status 503 with `Retry-After`. Default: 5000.':
    '동시에 열 수 있는 스트림 수. 이를 넘으면 503과 `Retry-After`로 응답합니다. 기본값: 5000.',
  'The interval in seconds between comments that keep an idle stream open. Default: 15.':
    '보낼 값이 없는 스트림이 끊기지 않도록 주석을 보내는 간격(초). 기본값: 15.',
  'A second server to post updates to, such as an nchan location: an http(s) URL, or `unix:SOCKET:/PATH`. Default: none.':
    '갱신을 함께 보낼 다른 서버. nchan의 location 같은 http(s) URL 또는 `unix:SOCKET:/PATH`입니다. 기본값: 없음.',
};
