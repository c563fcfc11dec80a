/** The names that sources use for each field, the most certain first; lower case, without spaces and punctuation. */
const KNOWN_NAMES = {
  id: 'id symbol ticker tickersymbol itemcode itemcd code sym symbolcode shortcode isusrtcd stockcode currencypair pair instrument ric isin reuterscode key cd 종목코드 코드 indexcode idxcd currencycode market name nm itemnm idxnm indexname 종목명 지수명 통화명 통화 이름',
  name: 'name longname shortname displayname fullname title label description companyname indexname korname hname itemname itemnm idxnm isunm stockname currencyname nm 종목명 지수명 통화명 이름 명칭',
  price:
    'price last lastprice lasttradeprice lasttrade regularmarketprice currentprice current cur curprice curval tradeprice trdprc nowval nowprice nowprc prc currentvalue close closeprice closingprice clpr clsprc clsprcidx closeval value val mid px now level prpr bstpnmixprpr stckprpr curprc indexvalue idxval dealbasr baseprice basrate 현재가 현재지수 현재값 종가 지수 지수값 시세 환율 매매기준율 idx index jisu point points c rate',
  change:
    'change chg netchange net pricechange changeprice changeamount changevalue changeval chgval chgprice chgamt chgprc regularmarketchange diff difference diffval delta daychange variation fluctuations comparetopreviouscloseprice cmppreval cmpprevdd cmpprevddprc cmpprevddidx prdyvrss bstpnmixprdyvrss prvddcmpr vs 전일대비 대비 전일비 등락 등락폭 등락값 변동 변동폭 d',
  changePercent:
    'changepercent percentchange changepercentage percentagechange changepct pctchange chgpct pctchg changeinpercent changesinpercent netchangepercent regularmarketchangepercent percent pct changerate chgrate chgrt fltrt flucrt flurt updnrate fluctuationsratio fluctuationrate changeratio prdyctrt bstpnmixprdyctrt rateofchange changep perc ratio 등락률 등락율 등락비율 전일대비율 전일대비등락률 대비율 변동률 변동율 rate dp',
  previousClose:
    'previousclose prevclose previousprice prevprice prevval prevvalue prevclosingprice previousdayclosing closeprev yesterdayclose lastclose lastcloseprice prevclosingval regularmarketpreviousclose previous prev bfval 전일종가 전일지수 전일가 전일값 전일 pc',
  direction:
    'direction dir updown updn updnsign updntp changedirection changesign chgsign sign arrow risefall comparetopreviousprice fluctuationstype deltaindicator prdyvrsssign fluctpcd cmpprevddtpcd presig predpresig rf 등락구분 대비구분 전일대비구분 전일대비부호 등락부호 등락기호 등락방향 부호 기호 방향',
  asOf: 'asof timestamp time datetime updatedat updated lastupdated lastupdate lasttradetime lasttime latesttradingday tradetime quotetime localdatetime regularmarkettime localtradedat basetime basdt basdd date dt ymd tm ts 기준시각 기준일시 시각 일시 체결시각 체결시간 시간 기준일 기준일자 일자 날짜 t',
  url: 'url link href',
  icon: 'icon iconurl logo logourl flag flagurl',
} as const;

export type Field = keyof typeof KNOWN_NAMES;
export const FIELDS = Object.keys(KNOWN_NAMES) as Field[];

/** The fields that hold numbers. */
export type NumberField = 'price' | 'change' | 'changePercent' | 'previousClose';
const NUMBERS: readonly NumberField[] = ['price', 'change', 'changePercent', 'previousClose'];

const namesByField = Object.fromEntries(FIELDS.map((field) => [field, KNOWN_NAMES[field].split(' ')])) as Record<
  Field,
  string[]
>;

const normaliseName = (name: string): string => name.toLowerCase().replace(/[\s_\-.()%]/g, '');

/** Returns the part of a path that names its meaning: `price.change` is a change, `regularMarketPrice.raw` a price. */
function significantName(path: string): string {
  const parts = path.split('.').map(normaliseName);
  // `split` returns at least one part.
  const last = parts.at(-1)!;
  const parent = parts.at(-2);
  if (parent === undefined) return last;
  const isNumber =
    ['raw', 'value', 'amount'].includes(last) && FIELDS.some((field) => namesByField[field].includes(parent));
  const isAddress = ['url', 'src', 'href'].includes(last) && namesByField.icon.includes(parent);
  const isWord = ['code', 'name', 'text'].includes(last) && namesByField.direction.includes(parent);
  return isNumber || isAddress || isWord ? parent : last;
}

/**
 * Ranks how certain it is that a path holds a field: 0 is the most certain. Returns undefined if the path's name is not one of
 * the field's names.
 */
export function nameRank(field: Field, path: string): number | undefined {
  const index = namesByField[field].indexOf(significantName(path));
  // Deeper paths rank lower: the row's own code comes before the code of the exchange in it.
  return index < 0 ? undefined : index + 30 * (path.split('.').length - 1);
}

/** Parts of names, for names that are not in `KNOWN_NAMES`. */
const NAME_PARTS: Readonly<Record<NumberField, RegExp>> = {
  price: /price|prc|prpr|last|close|clpr|(?<!inter)val|^cur|^now|현재|종가|지수|시세|환율/,
  change: /(?<!ex)ch(an)?g|diff|delta|vrss|cmp|대비|등락|변동/,
  changePercent: /pct|perc|rate|ratio|ctrt|rt$|률|율/,
  previousClose: /prev|prv|yest|전일/,
};
/** Parts of names of other quantities, such as the day's high or the volume. */
const OTHER_QUANTITIES =
  /high|low|open|hgpr|lwpr|opnpr|hipr|lopr|mkp|vol|qty|bid|ask|offer|avg|average|year|week|max|min|cap|count|cnt|rank|time|date|buy|sell|고가|저가|시가|거래|매수|매도|살때|팔때/;

const isOtherQuantity = (name: string): boolean => OTHER_QUANTITIES.test(name);

/** Returns whether a name is that of a number field, or of another quantity that sources give along with a price. */
export const isFieldName = (name: string): boolean =>
  isOtherQuantity(normaliseName(name)) || NUMBERS.some((field) => nameRank(field, name) !== undefined);

/** Rates how well a path's name fits a number field: from 1 down to −1 for a name that clearly means something else. */
export function nameLikeness(field: NumberField, path: string): number {
  const rank = nameRank(field, path);
  const name = significantName(path);
  const isNumber = NUMBERS.some((other) => nameRank(other, path) !== undefined);
  const isOther =
    isOtherQuantity(name) || isDirectionName(path) || isTimeName(path) || nameRank('id', path) !== undefined;
  if (isOther && !isNumber) return -1;
  // As in `prevDay.close`.
  const isOfPreviousDay = NAME_PARTS.previousClose.test(normaliseName(path.split('.').slice(0, -1).join('')));
  if (isOfPreviousDay) return field === 'previousClose' ? 0.4 : -0.6;
  if (rank !== undefined) return 1 - rank / 200;
  if (isNumber) return -0.6;
  const hinted = NUMBERS.filter((one) => NAME_PARTS[one].test(name));
  // The most specific part decides: `chgRate` is a percent, and `prevClose` is not today's close.
  const strongest = (['previousClose', 'changePercent', 'change', 'price'] as const).find((one) =>
    hinted.includes(one),
  );
  return strongest === field ? 0.4 : hinted.includes(field) ? 0.1 : 0;
}

/** Returns whether a path's name says that the field holds the direction of the price change. */
export const isDirectionName = (path: string): boolean =>
  nameRank('direction', path) !== undefined ||
  /^(up|down|rise|fall|isup|isrise|isrising|isdown|plusminus)$|direction|updn|updown|risefall|(sign|sgn)(cd|code|tp|type)?$|부호|기호|방향|(등락|대비|상승하락)구분/.test(
    normaliseName(path.split('.').at(-1)!),
  );

/** Returns whether a path's name rules out a direction, whatever the value: `"status": "up"` is the status of a service. */
export const isNeverDirection = (path: string): boolean =>
  (['id', 'name', 'url'] as const).some((field) => nameRank(field, path) !== undefined) ||
  /stat(e|us)|session|상태/.test(normaliseName(path.split('.').at(-1)!));

/** Returns whether a path is named after that of the price, with a prefix for the previous day: `prevMid` beside `mid`. */
export const isPreviousOf = (path: string, pricePath: string): boolean =>
  /^(previous|prev|prior|yesterday)(.+)$/.exec(normaliseName(path))?.[2] === normaliseName(pricePath);

/** Returns whether a path's name says that the field holds the unit or the scale of the numbers. */
export const isUnitName = (path: string): boolean =>
  /^(per|scale|factor|multiplier|hundredths?|denominator)$|units?$|^unit|per(100|unit)|단위|배율/.test(
    normaliseName(path.split('.').at(-1)!),
  );

/** Returns whether a path's name says that the field holds a time. */
export const isTimeName = (path: string): boolean =>
  nameRank('asOf', path) !== undefined ||
  /(time|date|datetime|timestamp|hms|ymd|hhmm|hhmmss)$|(traded|updated|published|announced)at$|시각|시간|일시|일자|날짜|기준일/.test(
    normaliseName(path.split('.').at(-1)!),
  );

const CURRENCY_PAIR = /^(usd|eur|gbp|jpy|cny|cnh|hkd|aud|cad|chf|sgd|twd|thb|vnd)[/_-]?(krw|usd|jpy|eur)$/i;
const KNOWN_IDS: Readonly<Record<string, string>> = {
  kospi: 'KOSPI',
  코스피: 'KOSPI',
  kosdaq: 'KOSDAQ',
  코스닥: 'KOSDAQ',
  kospi200: 'KOSPI200',
  kpi200: 'KOSPI200',
  코스피200: 'KOSPI200',
  usd: 'USD/KRW',
  달러: 'USD/KRW',
  원달러: 'USD/KRW',
};

/**
 * Returns the usual id for a name that a source uses, such as `KOSPI` for `코스피`; undefined for an unknown name.
 *
 * @param isKorean whether the payload comes from the Korean market: `usd` at 500 to 5,000 is then `USD/KRW`
 */
export function knownId(name: string, price: number, isKorean: boolean): string | undefined {
  const [, base, quote] = CURRENCY_PAIR.exec(name) ?? [];
  // The yen is excluded: it is usually quoted per 100 in won, and its name does not show that.
  if (base && quote && base.toLowerCase() !== 'jpy') return `${base}/${quote}`.toUpperCase();
  const id = KNOWN_IDS[normaliseName(name).replace('/', '')];
  return id === 'USD/KRW' && !(isKorean && price > 500 && price < 5000) ? undefined : id;
}

/** Returns the last name of a path, and the last two names joined, both normalised. */
export const normalisedNames = (path: string): string[] => {
  const parts = path.split('.').map(normaliseName);
  return [parts.at(-1)!, parts.slice(-2).join('')];
};
