import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, signal, viewChild } from '@angular/core';
import 'market-ticker';
import type { MarketTickerElement, MarketTickerUpdateEvent } from 'market-ticker';
import type { MarketFeed } from 'market-ticker/feed.js';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <market-ticker #strip src="/markets.json" layout="row" [interval]="60" (market-ticker-update)="tell($event)">
      <a slot="end" href="/markets">View Market Snapshot</a>
    </market-ticker>
    <market-ticker id="own" [data]="own" layout="grid" speed="40" class="sidebar"></market-ticker>
    <output>{{ told() }}</output>
    <button (click)="strip.pause()">Pause</button>
  `,
})
export class App {
  readonly own: MarketFeed = {
    version: 1,
    items: [{ id: 'KOSPI', price: 2855.77, change: 43.72, changePercent: 1.55 }],
  };
  readonly told = signal('');
  readonly strip = viewChild.required<ElementRef<MarketTickerElement>>('strip');

  tell({ quotes }: MarketTickerUpdateEvent): void {
    this.told.set(`${this.strip().nativeElement.status}: ${quotes.map(({ id }) => id).join()}`);
  }
}
