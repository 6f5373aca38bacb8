namespace Geofed.EndToEnd.Tests;

/// <summary>A test that needs clusters that are not of this process's making; skipped, and said to be, while the variable that names them is not set.</summary>
internal sealed class EnvironmentFactAttribute : FactAttribute
{
    /// <summary>Path of a kubeconfig whose contexts are clusters to join.</summary>
    public const string Members = "GEOFED_E2E_KUBECONFIG";

    /// <summary>Path of a kubeconfig whose current context is a Karmada control plane with members.</summary>
    public const string Karmada = "GEOFED_E2E_KARMADA";

    public EnvironmentFactAttribute(string variable)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
            Skip = $"{variable} is not set.";
    }

    public static string Value(string variable) => Environment.GetEnvironmentVariable(variable)!;
}
