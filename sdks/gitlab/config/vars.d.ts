export declare const baseUrl: string | undefined;
export declare const cacertFile: string | undefined;
export declare const clientCert: string | undefined;
export declare const clientKey: string | undefined;
export declare const configFile: string | undefined;
export declare const context: string | undefined;
export declare const earlyAuthCheck: boolean | undefined;
export declare const enableAutoCiSupport: boolean | undefined;
export declare const headers: {
    [key: string]: string;
} | undefined;
export declare const insecure: boolean | undefined;
export declare const retries: number | undefined;
export declare const token: string | undefined;
