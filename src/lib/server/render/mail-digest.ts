import { m } from '../../i18n/paraglide/messages';
import { messageRemarks, messageSentence } from '../../i18n/words/message';
import { personName } from '../../i18n/words/person';
import { withLocale } from '../../i18n/path';
import { formatNumber } from '../../view/format/number';
import type { Message } from '../../domain/message/message';
import type { Locale } from '../context';

export interface DigestToWrite {
	readonly name: string;
	readonly locale: Locale;
	/** newest first: as many as a mail tells of */
	readonly messages: readonly Message[];
	/** of these and all that it does not tell of */
	readonly total: number;
	/** address of the installation; without one the mail has no links */
	readonly origin: string | undefined;
}

export interface WrittenMail {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

/** What waits for somebody, in their language, as text and as HTML. Whatever people typed is escaped, and cut where it is long. */
export function writeDigest({ name, locale, messages, total, origin }: DigestToWrite): WrittenMail {
	const options = { locale };
	const app = m.app_name({}, options);
	const count = formatNumber(total, locale);
	const link = (path: string) => (origin === undefined ? undefined : origin + withLocale(path, locale));
	const items = messages.map((message) => ({
		sentence: cut(messageSentence(message, locale)),
		remarks: messageRemarks(message, locale).map(cut),
		link: link(message.path)
	}));
	const head = [
		m.mail_greeting({ name: personName(name, locale) }, options),
		m.mail_intro({ app, count }, options)
	];
	const rest = total - messages.length;
	const more = rest > 0 ? m.mail_more({ count: formatNumber(rest, locale) }, options) : undefined;
	const all = link('/messages');
	const stop = m.mail_stop({}, options);
	const text = [
		...head,
		...items.map((item) =>
			[`- ${item.sentence}`, ...item.remarks.map(oneLine), ...(item.link ? [item.link] : [])].join('\n  ')
		),
		...(more ? [more] : []),
		...(all ? [`${m.mail_open({}, options)}: ${all}`] : []),
		`-- \n${stop}`
	].join('\n\n');
	const list = items
		.map(({ sentence, remarks, link: to }) => {
			const said = to === undefined ? escape(sentence) : `<a href="${escape(to)}">${escape(sentence)}</a>`;
			return `<li>${[said, ...remarks.map(escape)].join('<br>')}</li>`;
		})
		.join('\n');
	const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escape(app)}</title></head><body>
${head.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<ul>
${list}
</ul>
${more === undefined ? '' : `<p>${escape(more)}</p>\n`}${all === undefined ? '' : `<p><a href="${escape(all)}">${escape(m.mail_open({}, options))}</a></p>\n`}<p><small>${escape(stop)}</small></p>
</body></html>
`;
	return { subject: oneLine(m.mail_subject({ app, count }, options)), text, html };
}

const longest = 500;

function cut(text: string): string {
	return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ');
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}
