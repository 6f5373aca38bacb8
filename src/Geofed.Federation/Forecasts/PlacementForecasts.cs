using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Asks a federation and its members what a forecast needs to know, and makes it. Changes nothing.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class PlacementForecasts(string name, IKubeApi api, MemberAccess members)
{
    private static readonly WriteOptions Trial = new("geofed") { Force = true, DryRun = true };

    /// <exception cref="KubeApiException">The federation would refuse the template or its policy.</exception>
    public async Task<PlacementForecast> ForecastAsync(PlacementQuestion question, CancellationToken ct)
    {
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var read = await new MemberNodes(members).ReadAsync([.. clusters.Where(c => !question.Without.Contains(c.Name()))], bindings, ct).ConfigureAwait(false);
        var rooms = read.ToDictionary(m => m.Key, m => m.Value.Room);
        var key = question.Template.Key();
        var own = await api.FindAsync(new(key.Namespace is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings, key.Namespace, KarmadaNames.Binding(question.Kind.Kind, key.Name)), ct).ConfigureAwait(false);
        // What has just been published has a policy before it has a binding.
        var stored = question.Policy is null && own.Obj("spec", "placement") is null ? await api.FindAsync(PropagationPolicy.PathFor(question.Template), ct).ConfigureAwait(false) : null;
        return new Forecasting(name, clusters, rooms).Answer(stored is null ? await TryAsync(question, ct).ConfigureAwait(false) : question with { Policy = stored }, own);
    }

    /// <summary>Template and policy with what the federation would add to them.</summary>
    private async Task<PlacementQuestion> TryAsync(PlacementQuestion question, CancellationToken ct)
    {
        if (question.Policy is null)
            return question;
        var (template, policy) = (question.Kind.In(question.Template.Namespace()).Named(question.Template.Name()), PropagationPolicy.PathFor(question.Template));
        return question with
        {
            Template = await api.PatchAsync(template, PatchKind.Apply, question.Template, Trial, ct).ConfigureAwait(false),
            Policy = await api.PatchAsync(policy, PatchKind.Apply, question.Policy, Trial, ct).ConfigureAwait(false),
        };
    }
}
