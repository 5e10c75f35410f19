import { m } from '../../i18n/paraglide/messages';
import type { Locale } from '../../i18n/paraglide/runtime';
import { withLocale } from '../../i18n/path';
import { escapeHtml } from '../../view/charts/text';

interface RefusalSeed {
	readonly status: number;
	/** what was wrong and what to do */
	readonly message: string;
	/** whether something was sent, so that it is said what became of it */
	readonly isWrite: boolean;
	readonly locale: Locale;
	readonly theme: string;
}

/** A page that needs nothing: no scripts, no files, nobody signed in. In the language of the request. */
export function refusalPage({ status, message, isWrite, locale, theme }: RefusalSeed): string {
	const title = escapeHtml(isWrite ? m.auth_refused_title() : m.error_title());
	const lines = [message, ...(isWrite ? [m.auth_refused_hint()] : [])];
	return `<!doctype html>
<html lang="${locale}" data-theme="${escapeHtml(theme)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${escapeHtml(m.app_name())}</title>
<style>
:root { color-scheme: light dark }
[data-theme='light'] { color-scheme: light }
[data-theme='dark'] { color-scheme: dark }
body { max-width: 40rem; margin: 15vh auto; padding-inline: 1.5rem; background: Canvas; color: CanvasText;
font: 1rem/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
a { color: LinkText }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
<p><small>${escapeHtml(m.error_status({ status }))}</small></p>
<p><a href="${escapeHtml(withLocale('/', locale))}">${escapeHtml(m.error_go_home())}</a></p>
</main>
</body>
</html>
`;
}
