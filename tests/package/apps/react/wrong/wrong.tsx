import type {} from 'market-ticker/jsx';

export const wrong = <market-ticker src="/markets.json" layout="diagonal" />;
