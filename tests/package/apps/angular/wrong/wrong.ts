import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, viewChild } from '@angular/core';
import type { MarketTickerElement } from 'market-ticker';

// Templates take any attribute and event of a custom element; what a script sets and hears is checked.
@Component({
  selector: 'app-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<market-ticker #strip></market-ticker>`,
})
export class Wrong {
  readonly strip = viewChild.required<ElementRef<MarketTickerElement>>('strip');

  turn(): void {
    const strip = this.strip().nativeElement;
    strip.layout = 'diagonal';
    strip.addEventListener('market-ticker-update', ({ prices }) => prices);
  }
}
