export interface ProviderArgs {
    size?: pulumi.Input<number | undefined>;
}
