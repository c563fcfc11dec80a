// Only Vue, to measure its share of the bytes.
import { createApp, h, reactive } from 'vue';

const state = reactive({ text: '' });
createApp({ render: () => h('span', state.text) }).mount(globalThis.place);
