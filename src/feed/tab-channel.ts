/** For how many ms messages are collected after the first one. */
const COLLECT_TIME = 100;
/** How many messages are read in this time. Reading a message costs more than receiving it. */
const MAX_MESSAGES = 50;

/** Asks the leader to send its state to all tabs. */
export const SEND_STATE = 'hello';
/** Asks the leader to make a request now. */
export const REFRESH = 'refresh';

/** The messages of the other tabs in one `COLLECT_TIME`. */
export interface TabMessages {
  /** Whether a tab has asked for the leader's state. */
  readonly asksForState: boolean;
  /** Whether a tab has asked for a request. */
  readonly asksForRefresh: boolean;
  /** The newest message that may be a state; undefined if there is none. */
  readonly state: unknown;
}

export interface TabChannel {
  /** Opens the channel if it is closed, and sends a message to all other tabs. */
  readonly post: (message: unknown) => void;
  readonly close: () => void;
}

/**
 * Creates the channel between the tabs of a site. Every script of the site can send messages, and as many as it likes.
 * Therefore, messages are collected, only some of them are read, and only the newest state is passed on.
 */
export function tabChannel(name: string, onMessages: (messages: TabMessages) => void): TabChannel {
  let channel: BroadcastChannel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  let state: unknown;
  let words = new Set<string>();

  const passOn = (): void => {
    const messages = { asksForState: words.has(SEND_STATE), asksForRefresh: words.has(REFRESH), state };
    reset();
    onMessages(messages);
  };

  const reset = (): void => {
    clearTimeout(timer);
    timer = state = undefined;
    count = 0;
    words = new Set();
  };

  const onMessage = (event: MessageEvent<unknown>): void => {
    timer ??= setTimeout(passOn, COLLECT_TIME);
    if (++count > MAX_MESSAGES) return;
    const { data } = event;
    if (typeof data === 'string') words.add(data);
    else state = data;
  };

  return {
    post(message) {
      if (!channel) {
        channel = new BroadcastChannel(name);
        channel.onmessage = onMessage;
      }
      channel.postMessage(message);
    },
    close() {
      channel?.close();
      channel = undefined;
      reset();
    },
  };
}
