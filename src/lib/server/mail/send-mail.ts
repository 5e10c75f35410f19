import { createTransport } from 'nodemailer';
import type { MailSettings } from './settings';

export interface Mail {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

export interface MailSender {
	/** @throws what the server, or the way to it, said */
	send(mail: Mail): Promise<void>;
	close(): void;
}

const patienceMs = 20_000;

/** Opens one connection to the mail server, used for one mail after the other. */
export function openMailSender({ smtpUrl, from }: MailSettings): MailSender {
	const transport = createTransport({
		url: smtpUrl,
		pool: true,
		maxConnections: 1,
		connectionTimeout: patienceMs,
		greetingTimeout: patienceMs,
		socketTimeout: patienceMs
	});
	return {
		send: async ({ to, subject, text, html }) => {
			// Whoever is away answers nobody: the mail says that no person wrote it.
			await transport.sendMail({
				from,
				to: { name: '', address: to },
				subject,
				text,
				html,
				headers: { 'Auto-Submitted': 'auto-generated' },
				disableFileAccess: true,
				disableUrlAccess: true
			});
		},
		close: () => transport.close()
	};
}
