import type { Actor } from '$lib/domain/access/can';
import type { Context, Locale } from '$lib/server/context';
import type { TokenFault } from '$lib/server/services/token/authenticate-token';
import type { Theme } from '$lib/server/hooks/theme';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** code of the refusal, for tests and for the page that shows it */
			code?: string;
			/** whether the product says something is not published: members may see more after signing in */
			isUnpublished?: boolean;
			/** what to quote to an administrator; never a stack trace */
			reference?: string;
		}
		interface Locals {
			/** made once per request by `server/hooks` */
			ctx: Context;
			actor: Actor;
			locale: Locale;
			/** the language of the account; null for strangers and for accounts that follow the browser */
			accountLocale: Locale | null;
			theme: Theme;
			/** the secret in the session's cookie */
			sessionId: string | undefined;
			/** the token that a program came with */
			tokenId?: number;
			/** why the token that was sent opens nothing */
			tokenFault?: TokenFault;
		}
		interface PageData {
			/** whether what this page shows is demonstration data; the layout says so when it is */
			isDemonstration?: boolean;
			/** what the page's numbers were made with: the footer says it on screen and on paper */
			printNote?: { framework: string; version: number; hash?: string };
		}
	}
}

export {};
