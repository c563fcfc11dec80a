// Browsers also read the inherited members of option objects, so that an addition of the page to `Object.prototype`, such
// as a function `delay`, becomes an option. Option objects of this project therefore have no prototype, which the lint
// enforces. TypeScript does not know that `__proto__: null` in an object literal sets the prototype, so it is declared
// as a member here.

interface AddEventListenerOptions {
  __proto__?: null;
}
interface EventInit {
  __proto__?: null;
}
interface FocusOptions {
  __proto__?: null;
}
interface IntersectionObserverInit {
  __proto__?: null;
}
interface LockOptions {
  __proto__?: null;
}
interface MutationObserverInit {
  __proto__?: null;
}
interface OptionalEffectTiming {
  __proto__?: null;
}
interface EffectTiming {
  __proto__?: null;
}
interface RequestInit {
  __proto__?: null;
}
interface ResizeObserverOptions {
  __proto__?: null;
}
interface ScrollOptions {
  __proto__?: null;
}
declare namespace Intl {
  interface DateTimeFormatOptions {
    __proto__?: null;
  }
  interface NumberFormatOptions {
    __proto__?: null;
  }
}
