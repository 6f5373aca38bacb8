using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>VolumeAttachments (pkg/apis/storage/validation ValidateVolumeAttachment).</summary>
internal sealed class VolumeAttachmentStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        Spec(obj, errors);
        CsiRules.DriverName(obj.Str("spec", "attacher") ?? "", errors, "spec.attacher");
        if (obj.Str("spec", "source", "persistentVolumeName") is { } volume)
            errors.Each("spec.source.persistentVolumeName", volume, Names.DnsSubdomainErrors(volume));
    }

    private static void Spec(JsonObject obj, FieldErrors errors)
    {
        var source = obj.Obj("spec", "source");
        errors.RequireText(obj.Obj("spec"), "attacher", "spec");
        switch (source.At("inlineVolumeSpec"), source.Str("persistentVolumeName"))
        {
            case (null, null):
                errors.Required("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
                break;
            case (not null, not null):
                errors.Forbidden("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
                break;
            case (null, ""):
                errors.Required("spec.source.persistentVolumeName", "must specify non empty persistentVolumeName");
                break;
        }
        var node = obj.Str("spec", "nodeName") ?? "";
        errors.Each("spec.nodeName", node, Names.DnsSubdomainErrors(node));
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Spec(obj, errors);
        if (!JsonNavigation.Same(obj["spec"], old["spec"]))
            errors.Invalid("spec", GoText.Struct(obj.Obj("spec"), ("Attacher", "attacher"), ("Source", "source"), ("NodeName", "nodeName")), Values.Immutable);
    }
}
