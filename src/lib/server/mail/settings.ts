/** How mail leaves the installation. */
export interface MailSettings {
	/** `smtp://user:password@host:587`, `smtps://…` */
	readonly smtpUrl: string;
	/** whom it is from */
	readonly from: string;
	/** address of the installation, for links; undefined: mails have none */
	readonly origin: string | undefined;
}

/**
 * Reads `SMTP_URL`, `MAIL_FROM` and `ORIGIN`. Undefined where no mail can be sent: with one of the first two missing, or a server's
 * address that is none.
 */
export function readMailSettings(
	environment: Readonly<Record<string, string | undefined>>
): MailSettings | undefined {
	const { SMTP_URL: smtpUrl, MAIL_FROM: from, ORIGIN: origin } = environment;
	if (!smtpUrl || !from?.includes('@') || !URL.canParse(smtpUrl)) return undefined;
	const { protocol, hostname } = new URL(smtpUrl);
	if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') return undefined;
	const isOrigin = origin !== undefined && /^https?:\/\//.test(origin) && URL.canParse(origin);
	return { smtpUrl, from, origin: isOrigin ? new URL(origin).origin : undefined };
}
