/** Why a strip stands still. */
export type HoldReason = 'user' | 'hover' | 'focus' | 'offscreen';

/** A set of named reasons, not a count: a reason that is given twice and taken back once is gone. */
export class Holds {
  readonly #reasons = new Set<HoldReason>();

  /** Adds or takes back a reason; tells whether the strip is held now. */
  set(reason: HoldReason, on: boolean): boolean {
    if (on) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    return this.held;
  }

  get held(): boolean {
    return this.#reasons.size > 0;
  }
}
