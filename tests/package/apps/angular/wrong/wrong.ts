import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, viewChild } from '@angular/core';
import type { MarketTickerElement } from 'market-ticker';

// Angular does not check a custom element's attributes and events in templates; TypeScript checks those in a script.
@Component({
  selector: 'app-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<market-ticker #strip></market-ticker>`,
})
export class Wrong {
  readonly strip = viewChild.required<ElementRef<MarketTickerElement>>('strip');

  useWrongly(): void {
    const strip = this.strip().nativeElement;
    strip.layout = 'diagonal';
    strip.addEventListener('market-ticker-update', ({ prices }) => prices);
  }
}
