import { useRef, useState } from 'react';
import 'market-ticker';
import type { MarketTickerElement } from 'market-ticker';
import type { MarketFeed } from 'market-ticker/feed.js';
import type {} from 'market-ticker/jsx';

const own: MarketFeed = { version: 1, items: [{ id: 'KOSPI', price: 2855.77, change: 43.72, changePercent: 1.55 }] };

export function App() {
  const strip = useRef<MarketTickerElement>(null);
  const [told, setTold] = useState('');
  return (
    <>
      <market-ticker
        ref={strip}
        src="/markets.json"
        layout="row"
        interval={60}
        onmarket-ticker-update={({ quotes, currentTarget }) =>
          setTold(`${currentTarget.status}: ${quotes.map(({ id }) => id).join()}`)
        }
      >
        <a slot="end" href="/markets">
          View Market Snapshot
        </a>
      </market-ticker>
      <market-ticker id="own" data={own} layout="grid" speed="40" className="sidebar" />
      <output>{told}</output>
      <button onClick={() => strip.current?.pause()}>Pause</button>
    </>
  );
}
