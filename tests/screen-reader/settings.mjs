// The settings of the programs of a session: how each of them is quiet, and asks for nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const voice = fileURLToPath(new URL('voice.mjs', import.meta.url));

/** The environment of the session: this user's own settings, buses and displays are neither read nor written. */
export function environment(home) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$|^WAYLAND_/i.test(name)));
  return {
    ...env,
    PATH: `${home}/bin:${env.PATH}`,
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_DATA_HOME: `${home}/data`,
    XDG_CACHE_HOME: `${home}/cache`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/bus`,
    SPEECHD_ADDRESS: `unix_socket:${home}/speech.sock`,
    VOICE_SOCKET: `${home}/voice.sock`,
    GDK_BACKEND: 'x11',
    GSETTINGS_BACKEND: 'memory',
    GTK_MODULES: 'gail:atk-bridge',
    NO_AT_BRIDGE: '0',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
}

const ORCA = {
  general: { enableKeyEcho: false, enableBraille: false, profile: ['Default', 'default'] },
  profiles: { default: { profile: ['Default', 'default'], pronunciations: {}, keybindings: {} } },
  pronunciations: {},
  keybindings: {},
};

const FIREFOX = {
  'accessibility.force_disabled': -1,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.preonboarding.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.translations.automaticallyPopup': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-US,en',
  'termsofuse.acceptedVersion': 999,
};

/** Writes the settings of all programs below the session's home. */
export function writeSettings(home) {
  const write = (file, text, mode) => {
    mkdirSync(`${home}/${file}`.replace(/\/[^/]*$/, ''), { recursive: true });
    writeFileSync(`${home}/${file}`, text, { mode });
  };
  write('data/orca/user-settings.conf', JSON.stringify(ORCA));
  const preferences = Object.entries(FIREFOX).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  );
  write('firefox/user.js', preferences.join(''));
  write('chromium/Default/Preferences', JSON.stringify({ translate: { enabled: false } }));
  // Orca looks for others of this user, also on other displays, and does not start beside one. It must find none.
  write('bin/pgrep', '#!/bin/sh\nexit 1\n', 0o700);
  // Speech Dispatcher passes no arguments to a module, apart from the name of a file with its settings.
  write('voice', `#!/bin/sh\nexec '${process.execPath}' '${voice}'\n`, 0o700);
  // Without `Timeout 0` it ends if Orca does not come within five seconds.
  const speech = ['Timeout 0', 'DefaultLanguage "en"', `AddModule "test" "${home}/voice" ""`, 'DefaultModule test'];
  write('speech/speechd.conf', `${speech.join('\n')}\n`);
}

/** The arguments of each browser. */
export const browserArguments = {
  firefox: (home) => ['--profile', `${home}/firefox`, '--no-remote'],
  chromium: (home) => [
    ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
    '--force-renderer-accessibility',
    '--disable-gpu',
    '--disable-background-networking',
    '--no-first-run',
    '--no-default-browser-check',
    `--user-data-dir=${home}/chromium`,
    '--password-store=basic',
    '--ozone-platform=x11',
    '--window-size=1240,860',
    '--window-position=0,0',
  ],
};
