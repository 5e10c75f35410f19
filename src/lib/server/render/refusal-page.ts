import { m } from '../../i18n/paraglide/messages';
import type { Locale } from '../../i18n/paraglide/runtime';
import { withLocale } from '../../i18n/path';
import { escapeHtml } from '../../view/charts/text';

interface RefusalSeed {
	readonly status: number;
	/** what was wrong and what to do */
	readonly message: string;
	/** of something that was sent, the address of the form: it is said what became of it, and the way back */
	readonly form: string | undefined;
	readonly locale: Locale;
	readonly theme: string;
}

/** A page that needs nothing: no scripts, no files, nobody signed in. In the language of the request. */
export function refusalPage({ status, message, form, locale, theme }: RefusalSeed): string {
	const title = escapeHtml(form === undefined ? m.error_title() : m.auth_refused_title());
	const lines = [message, ...(form === undefined ? [] : [m.auth_refused_hint()])];
	const ways = [
		...(form === undefined ? [] : [[form, m.auth_refused_back()] as const]),
		[withLocale('/', locale), m.error_go_home()] as const
	];
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
${ways.map(([path, text]) => `<p><a href="${escapeHtml(path)}">${escapeHtml(text)}</a></p>`).join('\n')}
</main>
</body>
</html>
`;
}
