import * as inputs from "../types/input";
export declare namespace farm {
    interface Bell {
        size?: pulumi.Input<number | undefined>;
        tone: pulumi.Input<string>;
    }
    namespace v1 {
        interface Box {
            number: pulumi.Input<number>;
        }
        /**
         * Where a cow stands.
         */
        interface Stall {
            box?: pulumi.Input<inputs.farm.v1.Box | undefined>;
        }
    }
}
