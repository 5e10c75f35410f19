import { describe, expect, it } from 'vitest';
import { readMailSettings } from '../../../src/lib/server/mail/settings';

describe('what the environment says about mail', () => {
	it('is a server and a sender, and the address of the installation for links', () => {
		expect(
			readMailSettings({
				SMTP_URL: 'smtps://user:secret@mail.example.org:465',
				MAIL_FROM: 'Yardstick <y@example.org>',
				ORIGIN: 'https://yardstick.example/'
			})
		).toEqual({
			smtpUrl: 'smtps://user:secret@mail.example.org:465',
			from: 'Yardstick <y@example.org>',
			origin: 'https://yardstick.example'
		});
	});

	it.each([
		{},
		{ SMTP_URL: 'smtp://mail.example.org' },
		{ MAIL_FROM: 'y@example.org' },
		{ SMTP_URL: 'mail.example.org', MAIL_FROM: 'y@example.org' },
		{ SMTP_URL: 'http://mail.example.org', MAIL_FROM: 'y@example.org' },
		{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'nobody' }
	])('is nothing where it names no server and sender: %j', (environment) => {
		expect(readMailSettings(environment)).toBeUndefined();
	});

	it('has no links where the address is none', () => {
		const environment = {
			SMTP_URL: 'smtp://mail',
			MAIL_FROM: 'y@example.org',
			ORIGIN: 'javascript:alert(1)'
		};
		expect(readMailSettings(environment)?.origin).toBeUndefined();
	});
});
