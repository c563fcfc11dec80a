import { stripOf } from './mover.js';

/** The publisher's wishes for how the strip fits its box. */
export interface FitSettings {
  /** `auto` scrolls the row where two whole items fit, and otherwise rotates it. */
  readonly layout: 'auto' | 'scroll' | 'rotate' | 'row' | 'grid';
  /** The number of lines of an item. */
  readonly lines: 'auto' | '1' | '2';
}

/** What a strip with the layout `auto` does. */
export type FittingLayout = 'scroll' | 'rotate';

/**
 * Decides by measured widths how items are shown, and whether a strip with the layout `auto` scrolls. The widths that led
 * to a decision are remembered, so that a strip at the limit does not change back and forth.
 */
export interface Fitter {
  readonly layout: FittingLayout;
  /** Whether the items have not been fitted by the current wishes yet. */
  readonly isNew: boolean;
  /** Sets the wishes. Returns whether they have changed, so that the items must be measured again. */
  set(settings: FitSettings): boolean;
  /**
   * Returns whether the items fit as they are shown, and could not be shown better.
   *
   * @param items the items of the row without copies, in the order of the row
   * @param widths the widths of the items in CSS px
   */
  isFitting(viewportWidth: number, items: readonly Element[], widths: readonly number[]): boolean;
  /**
   * Shows the items as well as they fit. Makes the browser compute the layout, so call this method only if they don't.
   */
  fit(viewport: Element, viewportWidth: number, items: readonly Element[]): void;
  /** Takes over the layout of the newest fit. Returns whether it is another than before. */
  takeLayout(): boolean;
}

/** A strip changes to a roomier fit only if it has this number of CSS px to spare. */
const SPARE = 16;

/** How items are shown, and what must fit for it. */
interface Fit {
  /**
   * What is hidden or shortened, as words in the attribute `data-fit` of the strip, which the styles refer to. With
   * `short-names`, long names are cut. Numbers are cut only where the box is narrower than they are.
   */
  readonly words: string;
  readonly layout: FittingLayout;
  /** Whether two neighbouring items must fit, so that one whole item is always visible while the row scrolls. */
  readonly isForTwo: boolean;
}

/** The words of each fit from the roomiest to the narrowest, by the wished number of lines. */
const WORDS: Readonly<Record<FitSettings['lines'], readonly string[]>> = {
  auto: [
    '',
    'two-lines',
    'two-lines no-trend',
    'two-lines no-trend no-badge',
    'two-lines no-trend no-badge short-names',
  ],
  1: ['', 'no-trend', 'no-trend no-badge', 'no-trend no-badge short-names'],
  2: ['two-lines', 'two-lines no-trend', 'two-lines no-trend no-badge', 'two-lines no-trend no-badge short-names'],
};

/**
 * Returns the possible fits, of which the first that fits is taken. A strip with the layout `auto` scrolls as long as two
 * items fit, in two lines or without charts if necessary. Badges are hidden only in a rotating strip.
 */
function fitsFor({ layout, lines }: FitSettings): Fit[] {
  const words = WORDS[lines];
  if (layout !== 'auto') return words.map((words) => ({ words, layout: 'scroll', isForTwo: false }));
  const scrolling = words.filter((one) => !one.includes('no-badge'));
  // A rotating strip takes two lines if the publisher leaves the choice to it, because it is in a narrow box.
  const rotating = lines === 'auto' ? words.slice(1) : words;
  return [
    ...scrolling.map((words) => ({ words, layout: 'scroll', isForTwo: true }) as const),
    ...rotating.map((words) => ({ words, layout: 'rotate', isForTwo: false }) as const),
  ];
}

interface MeasuredWidths {
  /** The width of the widest item. */
  readonly one: number;
  /** The width of the widest two neighbours. */
  readonly two: number;
}

export function createFitter(): Fitter {
  let settings: FitSettings = { layout: 'auto', lines: 'auto' };
  let fits = fitsFor(settings);
  /** The index of the current fit. */
  let current = 0;
  /** Whether the current fit has not been applied yet. */
  let isNew = true;
  /** The last measured widths by the words of the fit. */
  const measured = new Map<string, MeasuredWidths>();
  /** The largest width of two neighbours in the current fit since the other fits were measured. */
  let widest = 0;
  let layout: FittingLayout = 'scroll';

  const wordsOf = (index: number): string => fits[index]?.words ?? '';

  const record = (items: readonly Element[], widths: readonly number[]): void => {
    const own = widths.filter((_, index) => items[index]?.getAttribute('data-id'));
    const first = own[0] ?? 0;
    const two = Math.max(0, ...own.map((width, index) => width + (own[index + 1] ?? first)));
    widest = Math.max(widest, two);
    // Items that have become narrower, or are others, may fit better than when the other fits were measured.
    if (current && two < widest - SPARE) {
      measured.clear();
      widest = two;
    }
    measured.set(wordsOf(current), { one: Math.max(0, ...own), two });
  };

  /** Returns the index of the first fit that fits, or that has not been measured yet. */
  const findFit = (viewportWidth: number): number => {
    const index = fits.findIndex(({ words, isForTwo }, index) => {
      const widths = measured.get(words);
      const spare = index < current ? SPARE : 0;
      return !widths || (isForTwo ? widths.two : widths.one) + spare <= viewportWidth;
    });
    return index < 0 ? fits.length - 1 : index;
  };

  return {
    get layout() {
      return layout;
    },
    get isNew() {
      return isNew;
    },
    set(next) {
      if (next.layout === settings.layout && next.lines === settings.lines) return false;
      settings = next;
      fits = fitsFor(settings);
      current = 0;
      isNew = true;
      measured.clear();
      return true;
    },
    isFitting(viewportWidth, items, widths) {
      if (isNew) return false;
      record(items, widths);
      return findFit(viewportWidth) === current;
    },
    fit(viewport, viewportWidth, items) {
      let next = isNew ? 0 : findFit(viewportWidth);
      isNew = false;
      do {
        current = next;
        widest = 0;
        stripOf(viewport).setAttribute('data-fit', wordsOf(current));
        // `offsetWidth` is rounded, so an item can be wider by half a px.
        record(
          items,
          items.map((item) => (item as HTMLElement).offsetWidth + 1),
        );
        next = findFit(viewportWidth);
      } while (next !== current);
    },
    takeLayout() {
      const before = layout;
      layout = fits[current]?.layout ?? 'scroll';
      return layout !== before;
    },
  };
}
