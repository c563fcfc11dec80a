import type { Mapping } from 'market-ticker/adapters/paths.js';

type Row = Readonly<Record<string, unknown>>;

/** Where rows were found. */
interface Place {
  /** As a mapping names it: `data.quotes`, `rates.*`, or empty for the payload itself. */
  readonly items: string;
  readonly rows: readonly unknown[];
  readonly named: boolean;
}

const DEEPEST = 5;
const MOST_ROWS = 50;

/** What sources call a field, the surest first; without case, spaces and signs. */
const NAMES = {
  id: 'id symbol ticker tickersymbol code sym itemcode shortcode currencypair pair instrument ric isin key 종목코드 코드 indexcode market name 종목명 지수명',
  name: 'name longname shortname displayname fullname title label description companyname indexname korname hname 종목명 지수명 이름',
  price:
    'price last lastprice lasttradeprice lasttrade regularmarketprice currentprice current tradeprice close closeprice closingprice value rate mid px now level 현재가 현재지수 종가 지수 c',
  change:
    'change chg netchange net pricechange changeprice changeamount changevalue regularmarketchange diff difference delta daychange variation 전일대비 대비 등락폭 등락 d',
  changePercent:
    'changepercent percentchange changepercentage percentagechange changepct pctchange chgpct pctchg changeinpercent changesinpercent netchangepercent regularmarketchangepercent percent pct changerate chgrate fluctuationrate rateofchange changep perc 등락률 등락율 전일대비율 dp',
  previousClose:
    'previousclose prevclose previousprice prevprice prevclosingprice closeprev yesterdayclose lastclose regularmarketpreviousclose previous prev 전일종가 pc',
  direction: 'direction dir updown changedirection changesign sign arrow',
  asOf: 'asof timestamp time datetime updatedat updated lastupdated lastupdate lasttradetime tradetime quotetime regularmarkettime date 시각 기준시각 t',
  url: 'url link href',
} as const;

type Field = keyof typeof NAMES;
const FIELDS = Object.keys(NAMES) as Field[];

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (name: string): string => name.toLowerCase().replace(/[\s_\-.()%]/g, '');

const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^[-+−]?[$€£¥₩]?[\d,]*\.?\d+ ?%?$/.test(value.trim()));

const FITS: Record<Field, (value: unknown) => boolean> = {
  id: (value) => (typeof value === 'string' && value.length <= 64 && value !== '') || Number.isInteger(value),
  name: (value) => typeof value === 'string' && !isNumber(value),
  price: isNumber,
  change: isNumber,
  changePercent: isNumber,
  previousClose: isNumber,
  // As the tag knows them: words, and the codes of the Korean sign table.
  direction: (value) =>
    /^([1-9]|up|down|flat|rise|rising|fall|falling|even|unchanged|(upper|lower)_limit)$/i.test(String(value)),
  asOf: (value) => /^\d{9,19}$|^\d{4}-?\d\d-?\d\d/.test(String(value)),
  url: (value) => typeof value === 'string' && /^(https?:|\/)/.test(value),
};

/** The values of a row that are no rows themselves, by their paths. */
function leaves(row: Row, before = '', depth = 0): [path: string, value: unknown][] {
  return Object.entries(row).flatMap(([name, value]) => {
    const path = before + name;
    if (isRow(value)) return depth < 2 ? leaves(value, `${path}.`, depth + 1) : [];
    return Array.isArray(value) || value === null ? [] : [[path, value] as [string, unknown]];
  });
}

/** How sure it is that a path is a field, from 0; the less the surer. undefined where it is not. */
function rank(field: Field, path: string): number | undefined {
  const parts = path.split('.').map(plain);
  // `price.change` is a change, `regularMarketPrice.raw` a price.
  const last = ['raw', 'value', 'amount'].includes(parts.at(-1)!) && parts.length > 1 ? parts.at(-2)! : parts.at(-1)!;
  const place = NAMES[field].split(' ').indexOf(last);
  return place < 0 ? undefined : place * 4 + parts.length;
}

/** The most likely path of each field in a row. A path stands for one field alone, but for a name that is the id as well. */
function pathsOf(row: Row): Partial<Record<Field, string>> {
  const all = leaves(row);
  const found: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const fitting = all
      .filter(
        ([path, value]) => FITS[field](value) && !(path.includes('|') || path.startsWith('$') || path.startsWith('=')),
      )
      .map(([path]) => ({ path, rank: rank(field, path) }))
      .filter((one): one is { path: string; rank: number } => one.rank !== undefined)
      .sort((one, other) => one.rank - other.rank);
    const free = fitting.find(({ path }) => !Object.values(found).includes(path));
    if (free) found[field] = free.path;
  }
  return found;
}

/** A currency or a symbol, where other objects have the names of fields. */
const CODE = /^[A-Z][A-Z\d./:_-]{2,15}$/;

/** All places in a payload where rows can be: arrays of objects, objects of objects, an object by itself. */
function placesIn(value: unknown, path = '', depth = 0): Place[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const rows = value.slice(0, MOST_ROWS).filter(isRow);
    return rows.length ? [{ items: path, rows, named: false }] : [];
  }
  const entries = Object.entries(value as Row).slice(0, 200);
  const inside = entries.flatMap(([name, inner]) => placesIn(inner, path ? `${path}.${name}` : name, depth + 1));
  const rows = entries.slice(0, MOST_ROWS).map(([, inner]) => inner);
  const star = path ? `${path}.*` : '*';
  if (rows.length > 1 && rows.every(isRow)) inside.push({ items: star, rows, named: true });
  // `{"rates": {"KRW": 1359, "JPY": 144.5}}`
  else if (rows.length > 1 && rows.every(isNumber) && entries.every(([name]) => CODE.test(name)))
    inside.push({ items: star, rows, named: true });
  inside.push({ items: path, rows: [value], named: false });
  return inside;
}

/** How much of a place can be read; 0 where no price can. */
function worth({ rows, items }: Place, paths: Partial<Record<Field, string>>): number {
  const bare = !isRow(rows[0]);
  if (!bare && !paths.price) return 0;
  const told = bare ? 1 : Object.keys(paths).length + (paths.id ? 2 : 0);
  // Bare numbers by name are a table of rates, or a row of one item, which has names for its fields.
  return told * Math.min(rows.length, 10) * (bare ? 0.2 : 1) - items.length / 1000;
}

/** A time that stands once, beside the rows. */
function timeBeside(payload: unknown): string | undefined {
  if (!isRow(payload)) return undefined;
  return leaves(payload)
    .filter(([path, value]) => FITS.asOf(value) && rank('asOf', path) !== undefined)
    .map(([path]) => `$root.${path}`)[0];
}

const numberOf = (value: unknown): number =>
  Number(
    String(value)
      .replaceAll(/[^\d.\-−]/g, '')
      .replace('−', '-'),
  );

/** What is at a path that `leaves` has made. */
const valueAt = (row: Row, path: string | undefined): unknown => path && leaves(row).find(([one]) => one === path)?.[1];

/** 0.0127 beside a change of 1.27 % is a fraction. Told only where change and price say so, row by row. */
function isFraction(
  rows: readonly unknown[],
  { price, change, changePercent }: Partial<Record<Field, string>>,
): boolean {
  const told = rows.filter(isRow).flatMap((row) => {
    const [last, move, percent] = [price, change, changePercent].map((path) => numberOf(valueAt(row, path)));
    const expected = Math.abs(move! / (last! - move!));
    return expected > 0.0005 && percent ? [Math.abs(Math.abs(percent) - expected) < expected * 0.05] : [];
  });
  return told.length > 0 && told.every(Boolean);
}

/**
 * A mapping for the adapter `paths`, by what the fields of a payload are called and what is in them. A guess: the result is
 * to be looked at. undefined where nothing looks like a price.
 */
export function guessPaths(payload: unknown): Mapping | undefined {
  const best = placesIn(payload)
    .map((place) => {
      const row = place.rows.find(isRow);
      const paths = row ? pathsOf(row) : {};
      return { place, paths, worth: worth(place, paths) };
    })
    .sort((one, other) => other.worth - one.worth)[0];
  if (!best || best.worth <= 0) return undefined;
  const { place, paths } = best;
  const { id, ...rest } = paths;
  const bare = !isRow(place.rows[0]);
  const own = place.named ? '$key' : '=ITEM';
  const asOf = rest.asOf ?? timeBeside(payload);
  return {
    ...(place.items && { items: place.items }),
    id: place.named && id === undefined ? '$key' : (id ?? own),
    ...rest,
    ...(bare && { price: '$value' }),
    ...(asOf && { asOf }),
    ...(isFraction(place.rows, paths) && { percentUnit: 'fraction' as const }),
  };
}
