import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FeedRequest, FeedSource, Subscriber } from './feed-source.js';
import { sharedSource } from './shared-source.js';

/** Keeps a host subscribed to the feed that it names, as long as it is in the document. */
export class FeedController implements ReactiveController {
  readonly #subscriber: Subscriber;
  #request: FeedRequest | null = null;
  #source: FeedSource | null = null;
  #connected = false;

  constructor(host: ReactiveControllerHost, subscriber: Subscriber) {
    this.#subscriber = subscriber;
    host.addController(this);
  }

  /** Names the feed; null for none. Another feed aborts what is in flight: the latest wins. */
  follow(request: FeedRequest | null): void {
    const old = this.#request;
    if (old?.url === request?.url && old?.credentials === request?.credentials && old?.read === request?.read) return;
    this.#leave();
    this.#request = request;
    if (this.#connected) this.#join();
  }

  /** The pace in force, in seconds; 0 when nothing is polled. */
  get pace(): number {
    return this.#source?.pace ?? 0;
  }

  paceChanged(): void {
    this.#source?.paceChanged();
  }

  refresh(): Promise<void> {
    return this.#source?.refresh() ?? Promise.resolve();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#join();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#leave();
  }

  #join(): void {
    if (!this.#request || this.#source) return;
    this.#source = sharedSource(this.#request);
    this.#source.subscribe(this.#subscriber);
  }

  #leave(): void {
    this.#source?.unsubscribe(this.#subscriber);
    this.#source = null;
  }
}
