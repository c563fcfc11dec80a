import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, viewChild } from '@angular/core';
import type { MarketTickerElement } from 'market-ticker';

// Templates take any attribute of a custom element; what a script sets is checked.
@Component({
  selector: 'app-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<market-ticker #strip src="/markets.json"></market-ticker>`,
})
export class Wrong {
  readonly strip = viewChild.required<ElementRef<MarketTickerElement>>('strip');

  turn(): void {
    this.strip().nativeElement.layout = 'diagonal';
  }
}
