// Only Svelte, to measure its share of the bytes.
import { mount } from 'svelte';
import Empty from './empty.svelte';

mount(Empty, { target: globalThis.place });
