namespace Geofed.Placement.Intents;

/// <summary>Finds two parts of an intent that cannot both hold, and names both.</summary>
internal static class IntentContradictions
{
    /// <exception cref="IntentException">There are two such parts.</exception>
    public static void Check(JobIntent intent)
    {
        var target = intent.Near is not null || intent.Dataset is not null;
        if (intent.MaxRoundTripMs is not null && !target)
            throw Contradiction("-MaxRoundTripMs says how far is too far, but neither -Near nor -Dataset says from where.");
        if (intent.Prefer == Preference.Nearest && !target)
            throw Contradiction("-Prefer Nearest needs something to be near: -Near or -Dataset.");
        if (intent.Near is not null && intent.Dataset is not null)
            throw Contradiction("-Near and -Dataset both say what it shall be near.");
        if (intent.SpareCapacity && intent.Prefer is { } prefer and not Preference.Roomiest)
            throw Contradiction($"-SpareCapacity and -Prefer {prefer} both say which cluster comes first.");
        if (intent.Accelerator is not null && intent.Gpu == 0)
            throw Contradiction("-Accelerator names a GPU, and -Gpu asks for none.");
    }

    private static IntentException Contradiction(string message) => new(IntentProblem.Contradiction, message);
}
