import type {} from 'market-ticker/jsx';

export const wrong = <market-ticker layout="diagonal" onmarket-ticker-update={({ prices }) => prices} />;
