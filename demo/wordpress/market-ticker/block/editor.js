// The block in the editor. It uses the scripts of WordPress itself, so it needs no build step.
/* global wp, marketTicker, document, setTimeout, clearTimeout */
(() => {
  const { createElement: el, useEffect, useRef, useState } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { Disabled, ExternalLink, PanelBody, Placeholder, SelectControl, TextControl } = wp.components;
  const { __, sprintf } = wp.i18n;
  const { settings, layouts, adapters, scripts, language, settingsPage } = marketTicker;

  /** Returns what the strip of a block is made from: the settings, and what the block overrides. */
  function stripOf(attributes) {
    const set = Object.entries(attributes).filter(([, value]) => value);
    const strip = { ...settings, ...Object.fromEntries(set) };
    return strip.adapter === settings.adapter ? strip : { ...strip, paths: '' };
  }

  /** Loads the script of the strip into the document of the block, which can be that of a frame. */
  function loadScripts(document, adapter) {
    for (const { id, src, integrity } of scripts[adapter]) {
      if (document.getElementById(id)) continue;
      document.head.append(
        Object.assign(document.createElement('script'), {
          type: 'module',
          id,
          src,
          integrity,
          crossOrigin: 'anonymous',
        }),
      );
    }
  }

  /** Returns a value once it has not changed for half a second, so that no feed is requested for each key that is typed. */
  function useSettled(value) {
    const [settled, settle] = useState(value);
    useEffect(() => {
      const timer = setTimeout(settle, 500, value);
      return () => clearTimeout(timer);
    }, [JSON.stringify(value)]);
    return settled;
  }

  /** Resolves an address here, because the block can be in a frame whose document has no address to resolve paths against. */
  const absolute = (href) => Object.assign(document.createElement('a'), { href }).href;

  /** The strip with its live feed. It stands still, because its pause button does not work while one edits. */
  function Preview({ strip: changing }) {
    const strip = useSettled(changing);
    const ref = useRef(null);
    useEffect(() => loadScripts(ref.current.ownerDocument, strip.adapter), [strip.adapter]);
    const attributes = {
      ref,
      key: JSON.stringify(strip), // so that a removed attribute leaves nothing behind
      paused: '',
      lang: language,
      src: absolute(strip.src),
      symbols: strip.symbols || undefined,
      layout: strip.layout,
      adapter: strip.adapter,
      paths: strip.paths || undefined,
    };
    const link =
      strip.link && el('a', { slot: 'end', href: strip.link }, strip.link_text || __('Markets', 'market-ticker'));
    // The element shows this text until it has data.
    const placeholder = el('span', null, __('Market Ticker', 'market-ticker'));
    return el(Disabled, null, el('market-ticker', attributes, placeholder, ' ', link));
  }

  const MissingFeed = () =>
    el(
      Placeholder,
      {
        icon: 'chart-line',
        label: __('Market Ticker', 'market-ticker'),
        instructions: __(
          'Enter the feed address in the settings of this block, or for all strips of the site:',
          'market-ticker',
        ),
      },
      settingsPage
        ? el(ExternalLink, { href: settingsPage }, __('Settings → Market Ticker', 'market-ticker'))
        : __('Settings → Market Ticker', 'market-ticker'),
    );

  function Edit({ attributes, setAttributes }) {
    const strip = stripOf(attributes);
    const field = (name, label) => ({
      key: name,
      label,
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: value }),
      __nextHasNoMarginBottom: true,
    });
    const text = (name, label, help) => el(TextControl, { ...field(name, label), help, placeholder: settings[name] });
    /* translators: %s: the value on the settings page */
    const fromSettings = (value) => sprintf(__('As in the settings (%s)', 'market-ticker'), value);
    const choice = (name, label, names) =>
      el(SelectControl, {
        ...field(name, label),
        options: [
          { value: '', label: fromSettings(names[settings[name]]) },
          ...Object.entries(names).map(([value, label]) => ({ value, label })),
        ],
      });
    const ids = __('Ids separated by spaces, such as KOSPI USD/KRW.', 'market-ticker');
    const address = __('An http or https address, or a path on this site such as /markets.json.', 'market-ticker');

    return [
      el(
        InspectorControls,
        { key: 'controls' },
        el(
          PanelBody,
          { title: __('Strip', 'market-ticker') },
          el('p', null, __('An empty field uses the settings of the site.', 'market-ticker')),
          text('symbols', __('Items', 'market-ticker'), ids),
          choice('layout', __('Layout', 'market-ticker'), layouts),
          text('link', __('Link address', 'market-ticker')),
          text('link_text', __('Link text', 'market-ticker')),
        ),
        el(
          PanelBody,
          { title: __('Feed', 'market-ticker'), initialOpen: !settings.src },
          text('src', __('Feed address', 'market-ticker'), address),
          choice('adapter', __('Feed format', 'market-ticker'), adapters),
        ),
      ),
      el('div', { ...useBlockProps(), key: 'block' }, strip.src ? el(Preview, { strip }) : el(MissingFeed)),
    ];
  }

  wp.blocks.registerBlockType('market-ticker/strip', { edit: Edit, save: () => null });
})();
