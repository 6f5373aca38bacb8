import * as inputs from "../types/input";
export declare class Cow {
    /** Ends with a brace: } */
    readonly name: pulumi.Output<string>;
}
export interface CowArgs {
    age?: pulumi.Input<number | undefined>;
    /**
     * Several, { each with a tone }.
     */
    bells?: pulumi.Input<pulumi.Input<inputs.farm.Bell>[] | undefined>;
    breed?: pulumi.Input<"Jersey" | "Holstein" | undefined>;
    feed?: pulumi.Input<string | pulumi.Input<string>[] | undefined>;
    horned?: pulumi.Input<boolean | undefined>;
    marks?: pulumi.Input<{
        [key: string]: pulumi.Input<string>;
    } | undefined>;
    name: pulumi.Input<string>;
    notes?: any;
    stall?: pulumi.Input<inputs.farm.v1.Stall | undefined>;
}
