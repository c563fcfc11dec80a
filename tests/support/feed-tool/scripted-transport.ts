import { SourceError, type SourceAnswer, type SourceRequest, type Transport } from '../../../src/feed-tool/types.js';

export interface ScriptedTransport {
  readonly transport: Transport;
  /** The requests, each with the time at which it was sent. */
  readonly requests: (SourceRequest & { readonly at: number })[];
  /** What the next requests are answered with: a payload, or an error. */
  answer: (request: SourceRequest) => unknown;
  /** How many requests are under way. */
  open: number;
}

/** Makes a transport that answers as a test says. A promise keeps the request open. */
export function scriptedTransport(answer: ScriptedTransport['answer']): ScriptedTransport {
  const script: ScriptedTransport = {
    requests: [],
    answer,
    open: 0,
    transport: async (request, signal): Promise<SourceAnswer> => {
      script.requests.push({ ...request, at: Date.now() });
      script.open++;
      try {
        const aborted = new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new SourceError('unreachable', 'ended'))),
        );
        const payload: unknown = await Promise.race([script.answer(request), aborted]);
        if (payload instanceof Error) throw payload;
        const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
        return { status: 200, headers: new Headers(), text };
      } finally {
        script.open--;
      }
    },
  };
  return script;
}
