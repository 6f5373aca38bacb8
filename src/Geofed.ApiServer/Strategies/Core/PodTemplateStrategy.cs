using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>PodTemplates (pkg/registry/core/podtemplate).</summary>
internal sealed class PodTemplateStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj) => PodDefaults.OfTemplate(obj.Ensure("template"));

    public override void Validate(JsonObject obj, FieldErrors errors) => PodTemplateRules.Validate(obj.Obj("template"), errors, "template");

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfTemplate(obj, "template");
}
